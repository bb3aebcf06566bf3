package dev.ingot.receiver.truenas;

import dev.ingot.component.Intake;
import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Round;
import dev.ingot.poll.Scraper;
import dev.ingot.record.Fields;
import dev.ingot.record.LogRecord;
import dev.ingot.record.Logs;
import io.opentelemetry.api.logs.Severity;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Alerts: how many there are, and the text of each as a log record, once.
///
/// The texts hold names and addresses of users, so they are no labels. One thread at a time.
final class Alerts {
    private static final int MAX_REMEMBERED = 10_000;
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]{0,200}>");
    private static final Pattern BREAK = Pattern.compile("(?i)<br ?/?>|</(?:p|li|ul|div)>");

    private static final Map<String, Severity> LEVELS = levels();

    private record Kind(String level, String klass, String dismissed) {}

    private record Count(String host, Kind kind, long alerts) {}

    private static final Catalogue<Count> KINDS =
            Catalogue.of(Count.class)
                    .label("host", "The target's name.", Count::host)
                    .label("level", "", count -> count.kind.level)
                    .label("klass", "TrueNAS's name of the kind.", count -> count.kind.klass)
                    .label("dismissed", "", count -> count.kind.dismissed)
                    .gauge("truenas_alerts", "", "Alerts of a kind.", Count::alerts)
                    .build();

    private static final Catalogue<Count> TOTALS =
            Catalogue.of(Count.class)
                    .label("host", "The target's name.", Count::host)
                    .label("level", "", count -> count.kind.level)
                    .gauge(
                            "truenas_active_alerts",
                            "",
                            "Alerts of a level that nobody has dismissed; 0 where there is none.",
                            Count::alerts)
                    .build();

    static final List<Catalogue<?>> METRICS = List.of(KINDS, TOTALS);

    private static final Query QUERY = Query.of("alert.list", "/alert/list");

    private final Nas nas;
    private final Intake intake;
    private final ToldAlerts told;

    private Alerts(Nas nas) {
        this.nas = nas;
        this.intake = nas.context().intake("poll");
        this.told = new ToldAlerts(nas.memory(), nas.host(), nas.context().logger());
    }

    private static Map<String, Severity> levels() {
        var levels = new LinkedHashMap<String, Severity>();
        levels.put("INFO", Severity.INFO);
        levels.put("NOTICE", Severity.INFO2);
        levels.put("WARNING", Severity.WARN);
        levels.put("ERROR", Severity.ERROR);
        levels.put("CRITICAL", Severity.ERROR2);
        levels.put("ALERT", Severity.ERROR3);
        levels.put("EMERGENCY", Severity.FATAL);
        return levels;
    }

    static Scraper scraper(Nas nas) {
        return new Alerts(nas)::scrape;
    }

    private void scrape(Round round) throws ApiException, InterruptedException {
        List<Item> alerts = nas.list(QUERY);
        count(alerts, round);
        tell(alerts, round.timeNanos());
    }

    private void count(List<Item> alerts, Round round) {
        var kinds = new LinkedHashMap<Kind, Long>();
        var totals = new LinkedHashMap<String, Long>();
        LEVELS.keySet().forEach(level -> totals.put(level, 0L));
        for (Item alert : alerts) {
            boolean dismissed = Boolean.TRUE.equals(alert.flag("dismissed"));
            String level = alert.textOr("level", "unknown");
            String klass = alert.textOr("klass", "unknown");
            kinds.merge(new Kind(level, klass, String.valueOf(dismissed)), 1L, Long::sum);
            totals.merge(level, dismissed ? 0L : 1L, Long::sum);
        }
        kinds.forEach((kind, sum) -> KINDS.observe(new Count(nas.host(), kind, sum), round));
        totals.forEach((level, sum) ->
                TOTALS.observe(new Count(nas.host(), new Kind(level, "", ""), sum), round));
    }

    /// Hands on what has not been handed on. Where the pipeline is full, the next round tries
    /// again.
    private void tell(List<Item> alerts, long nowNanos) {
        var logs = new Logs();
        var now = new HashSet<String>();
        for (Item alert : alerts) {
            String key = ToldAlerts.key(alert);
            if (now.size() < MAX_REMEMBERED && now.add(key) && !told.contains(key)) {
                logs.add(logRecord(alert, nowNanos));
            }
        }
        if (logs.size() != 0 && !intake.tryPush(logs)) {
            now.removeIf(key -> !told.contains(key));
        }
        told.set(now);
    }

    private LogRecord logRecord(Item alert, long nowNanos) {
        Double time = alert.time("datetime");
        String level = alert.textOr("level", "");
        var fields = Fields.builder().add("truenas.host", nas.host());
        for (String field : List.of("uuid", "klass", "source", "node")) {
            String value = alert.text(field);
            if (value != null) {
                fields.add("truenas.alert." + field, value);
            }
        }
        Boolean dismissed = alert.flag("dismissed");
        if (dismissed != null) {
            fields.add("truenas.alert.dismissed", dismissed);
        }
        return LogRecord.builder()
                .origin(nas.origin())
                .timeNanos(time == null ? nowNanos : (long) (time * 1e9))
                .observedNanos(nowNanos)
                .severity(
                        LEVELS.getOrDefault(level, Severity.UNDEFINED_SEVERITY_NUMBER),
                        level.isEmpty() ? null : level)
                .body(plain(alert.textOr("formatted", alert.textOr("text", ""))))
                .fields(fields.build())
                .build();
    }

    /// The text without HTML.
    static String plain(String html) {
        String lines = BREAK.matcher(html).replaceAll("\n");
        return TAG.matcher(lines)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .strip();
    }
}
