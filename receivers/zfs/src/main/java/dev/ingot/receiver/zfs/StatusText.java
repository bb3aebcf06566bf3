package dev.ingot.receiver.zfs;

import dev.ingot.receiver.zfs.Status.Device;
import dev.ingot.receiver.zfs.Status.Scan;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `zpool status -p`, as OpenZFS before 2.3 prints it: sections with a name in front, and a
/// tree of devices that is told by its indentation.
///
/// Times are local, so the time zone is that of the machine. Sizes of scans have three digits.
final class StatusText {
    private static final Pattern SECTION = Pattern.compile(" {0,7}([a-z]+):(?: (.*))?");
    private static final Pattern NUMBER = Pattern.compile("[-0-9].*");
    private static final Pattern ENDED =
            Pattern.compile("(scrub repaired|resilvered) (\\S+) in .*? with (\\d+) errors on (.*)");
    private static final Pattern RUNNING =
            Pattern.compile("(scrub|resilver) (?:in progress|paused) since (.*)");
    private static final Pattern SCANNED = Pattern.compile("(\\S+?)(?: / (\\S+))? scanned");
    private static final Pattern ISSUED = Pattern.compile(", (\\S+?)(?: / \\S+)? issued");
    private static final Pattern TOTAL = Pattern.compile(", (\\S+) total");
    private static final Pattern REPAIRED = Pattern.compile("(\\S+) (?:repaired|resilvered)\\b");
    private static final Pattern DONE = Pattern.compile("([0-9.]+)% done");
    private static final Pattern LOST = Pattern.compile("(\\d+) data errors.*");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);
    private static final Set<String> GROUPS = Set.of("logs", "cache", "spares", "special", "dedup");

    private final ZoneId zone;
    private final List<Status> all = new ArrayList<>();
    private final List<String> parents = new ArrayList<>();
    private @Nullable String pool;
    private String scan = "";
    private List<Device> devices = new ArrayList<>();
    private String group = "data";
    private String section = "";
    private int base;

    private StatusText(ZoneId zone) {
        this.zone = zone;
    }

    /// @throws IOException where the text is not the whole of what `zpool` prints
    static List<Status> parse(String text, ZoneId zone) throws IOException {
        var reader = new StatusText(zone);
        if (text.startsWith("no pools available")) {
            return List.of();
        }
        for (String line : text.lines().toList()) {
            reader.line(line);
        }
        if (reader.pool != null || reader.all.isEmpty()) {
            throw new IOException("cannot read what `zpool status` printed: it ends too soon");
        }
        return reader.all;
    }

    private void line(String line) {
        Matcher start = SECTION.matcher(line);
        if (start.matches()) {
            section = start.group(1);
            String rest = start.group(2) == null ? "" : start.group(2).strip();
            switch (section) {
                case "pool" -> pool = rest;
                case "scan" -> scan = rest;
                case "errors" -> end(rest);
                default -> {}
            }
        } else if (section.equals("scan")) {
            scan += "\n" + line.strip();
        } else if (section.equals("config") && line.startsWith("\t")) {
            device(line.substring(1));
        }
    }

    private void end(String errors) {
        if (pool != null) {
            all.add(new Status(pool, scan(), devices, lost(errors)));
        }
        pool = null;
        scan = "";
        devices = new ArrayList<>();
        group = "data";
        parents.clear();
        base = 0;
    }

    private static @Nullable Long lost(String errors) {
        Matcher counted = LOST.matcher(errors);
        if (counted.matches()) {
            return Numbers.whole(counted.group(1));
        }
        return errors.startsWith("No known data errors") ? Long.valueOf(0) : null;
    }

    private void device(String line) {
        String[] row = line.strip().split("\\s+", -1);
        int depth = (line.length() - line.stripLeading().length()) / 2;
        if (line.isBlank() || row[0].equals("NAME") || pool == null) {
            return;
        }
        if (depth == 0) {
            group = GROUPS.contains(row[0]) ? row[0] : "data";
            parents.clear();
            parents.add(pool);
            base = 1;
            return;
        }
        while (parents.size() > Math.max(1, depth - base + 1)) {
            parents.removeLast();
        }
        boolean counted = row.length >= 5 && NUMBER.matcher(row[2]).matches();
        devices.add(
                new Device(
                        pool,
                        row[0],
                        type(row[0]),
                        group,
                        parents.getLast(),
                        row.length > 1 ? PoolState.of(row[1]) : null,
                        counted ? Numbers.whole(row[2]) : null,
                        counted ? Numbers.whole(row[3]) : null,
                        counted ? Numbers.whole(row[4]) : null,
                        null,
                        null,
                        null));
        parents.add(row[0]);
    }

    private static String type(String name) {
        for (String type : List.of("mirror", "raidz", "draid", "spare", "replacing", "indirect")) {
            if (name.matches(type + "[0-9]*(:\\S+)?-[0-9]+")) {
                return type;
            }
        }
        return "disk";
    }

    private @Nullable Scan scan() {
        Matcher ended = ENDED.matcher(scan);
        if (ended.lookingAt()) {
            return new Scan(
                    ended.group(1).startsWith("scrub") ? "scrub" : "resilver",
                    false,
                    false,
                    true,
                    null,
                    time(ended.group(4)),
                    null,
                    null,
                    null,
                    Numbers.size(ended.group(2)),
                    Numbers.whole(ended.group(3)),
                    1.0);
        }
        Matcher running = RUNNING.matcher(scan);
        if (running.lookingAt()) {
            boolean paused = scan.contains(" paused since");
            return new Scan(
                    running.group(1),
                    true,
                    paused,
                    false,
                    paused ? null : time(running.group(2)),
                    null,
                    found(SCANNED, 1),
                    found(ISSUED, 1),
                    first(found(TOTAL, 1), found(SCANNED, 2)),
                    found(REPAIRED, 1),
                    null,
                    progress());
        }
        if (scan.startsWith("scrub canceled on ")) {
            Long end = time(scan.substring("scrub canceled on ".length()));
            return new Scan(
                    "scrub", false, false, false, null, end, null, null, null, null, null, null);
        }
        return null;
    }

    private @Nullable Long found(Pattern pattern, int part) {
        Matcher matcher = pattern.matcher(scan);
        String text = matcher.find() ? matcher.group(part) : null;
        return text == null ? null : Numbers.size(text);
    }

    private static @Nullable Long first(@Nullable Long one, @Nullable Long other) {
        return one == null ? other : one;
    }

    private @Nullable Double progress() {
        Matcher matcher = DONE.matcher(scan);
        return matcher.find() ? Double.valueOf(Double.parseDouble(matcher.group(1)) / 100) : null;
    }

    private @Nullable Long time(String text) {
        String first = text.lines().findFirst().orElse("").strip().replaceAll(" +", " ");
        try {
            return LocalDateTime.parse(first, TIME).atZone(zone).toEpochSecond();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
