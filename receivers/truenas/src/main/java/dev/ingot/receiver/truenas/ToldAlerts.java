package dev.ingot.receiver.truenas;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of the alerts that a NAS has now were handed on: in memory, and in a file where there is a
/// folder for it, so that a restart tells none twice.
///
/// The file has a line for each alert: its id, and the millisecond in which it was raised. A file
/// that cannot be read or written is said once; alerts are then told twice rather than never. One
/// thread at a time.
final class ToldAlerts {
    private final @Nullable Path file;
    private final Logger log;
    private Set<String> told;
    private boolean complained;

    /// @param folder where files are kept; null for none
    /// @param host whose alerts they are
    ToldAlerts(@Nullable Path folder, String host, Logger log) {
        this.log = log;
        file =
                folder == null
                        ? null
                        : folder.resolve(
                                URLEncoder.encode(host, StandardCharsets.UTF_8) + ".alerts");
        told = read();
    }

    /// What tells one alert from another: where an alert is raised again, it is another.
    static String key(Item alert) {
        String id = alert.textOr("uuid", alert.textOr("id", ""));
        return (id + " " + alert.at("datetime").textOr("$date", "")).strip();
    }

    boolean contains(String key) {
        return told.contains(key);
    }

    /// Forgets all others.
    void set(Set<String> keys) {
        if (!told.equals(keys)) {
            told = Set.copyOf(keys);
            write();
        }
    }

    private Set<String> read() {
        if (file == null || !Files.exists(file)) {
            return Set.of();
        }
        try {
            return Set.copyOf(Files.readAllLines(file));
        } catch (IOException unreadable) {
            complain("read", unreadable);
            return Set.of();
        }
    }

    /// Another file takes the place of the last, so that none is ever half-written.
    private void write() {
        if (file == null) {
            return;
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.write(next, told);
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            complain("write", unwritable);
        }
    }

    private void complain(String verb, IOException trouble) {
        if (!complained) {
            complained = true;
            log.log(
                    Level.WARNING,
                    "cannot "
                            + verb
                            + " "
                            + file
                            + ": "
                            + trouble
                            + "; alerts are logged again after a restart");
        }
    }
}
