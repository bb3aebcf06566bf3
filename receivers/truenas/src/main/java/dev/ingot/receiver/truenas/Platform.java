package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Scraper;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The machine itself: what it is, how long it runs, its services, its network interfaces, and
/// whether there is an update.
final class Platform {
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final Duration KEEP_UPDATES = Duration.ofHours(1);
    private static final List<String> PERIODS = List.of("1m", "5m", "15m");

    private record Load(String host, String period, double value) {}

    private record Update(String host, Item answer, long available) {
        @Nullable String version() {
            return answer.at("status", "new_version").text("version");
        }
    }

    private static final Catalogue<Entry> SYSTEM =
            Entry.rows()
                    .gauge(
                            "truenas_system_uptime_seconds",
                            "s",
                            "How long the system has been running.",
                            system -> system.item().number("uptime_seconds"))
                    .gauge(
                            "truenas_system_boot_timestamp_seconds",
                            "s",
                            "When the system was started.",
                            system -> system.item().time("boottime"))
                    .gauge(
                            "truenas_system_physical_memory_bytes",
                            "By",
                            "Memory of the machine.",
                            system -> system.item().whole("physmem"))
                    .gauge(
                            "truenas_system_cores",
                            "",
                            "Cores of the CPU, threads counted.",
                            system -> system.item().whole("cores"))
                    .build();

    private static final Catalogue<Entry> INFO =
            Entry.rows()
                    .label("version", "", system -> system.item().text("version"))
                    .label("hostname", "", system -> system.item().text("hostname"))
                    .label("model", "The CPU.", system -> system.item().text("model"))
                    .label("product", "", system -> system.item().text("system_product"))
                    .gauge(
                            "truenas_system_info",
                            "",
                            "Always 1; the labels describe the system.",
                            _ -> 1)
                    .build();

    private static final Catalogue<Load> LOADS =
            Catalogue.of(Load.class)
                    .label("host", "The target's name.", Load::host)
                    .label("period", "`1m`, `5m`, `15m`.", Load::period)
                    .gauge("truenas_system_load_average", "", "Load average.", Load::value)
                    .build();

    private static final Catalogue<Entry> SERVICES =
            Entry.rows()
                    .label("service", "", service -> service.item().textOr("service", "unknown"))
                    .gauge(
                            "truenas_service_running",
                            "",
                            "1 if the service runs.",
                            Platform::running)
                    .gauge(
                            "truenas_service_enabled",
                            "",
                            "1 if the service starts with the system.",
                            service -> service.item().flagNumber("enable"))
                    .build();

    private static final Catalogue<Entry> INTERFACES =
            Entry.rows()
                    .label("interface", "", face -> face.item().textOr("name", "unknown"))
                    .label("type", "", face -> face.item().text("type"))
                    .gauge(
                            "truenas_interface_link_up",
                            "",
                            "1 if the link is up; absent where TrueNAS does not know.",
                            Platform::linkUp)
                    .gauge(
                            "truenas_interface_mtu_bytes",
                            "By",
                            "Largest packet.",
                            face -> face.item().whole("state", "mtu"))
                    .build();

    private static final Catalogue<Update> UPDATES =
            Catalogue.of(Update.class)
                    .label("host", "The target's name.", Update::host)
                    .gauge(
                            "truenas_update_available",
                            "",
                            "1 if there is an update of TrueNAS itself.",
                            Update::available)
                    .build();

    private static final Catalogue<Update> NEW_VERSION =
            Catalogue.of(Update.class)
                    .label("host", "The target's name.", Update::host)
                    .label("version", "", Update::version)
                    .gauge(
                            "truenas_update_info",
                            "",
                            "Always 1; the label says the version that there is to update to.",
                            _ -> 1)
                    .build();

    static final List<Catalogue<?>> SYSTEM_METRICS = List.of(SYSTEM, INFO, LOADS);
    static final List<Catalogue<?>> SERVICE_METRICS = List.of(SERVICES);
    static final List<Catalogue<?>> INTERFACE_METRICS = List.of(INTERFACES);
    static final List<Catalogue<?>> UPDATE_METRICS = List.of(UPDATES, NEW_VERSION);

    private static final Query SYSTEM_QUERY = Query.of("system.info", "/system/info");
    private static final Query SERVICE_QUERY =
            Query.select("service.query", "/service", "service", "state", "enable");
    private static final Query INTERFACE_QUERY =
            Query.select("interface.query", "/interface", "name", "type", "state");
    private static final Query UPDATE_QUERY = Query.of("update.status", "");
    private static final Query OLDER_UPDATE_QUERY =
            new Query("update.check_available", List.of(), "/update/check_available", "{}");

    private Platform() {}

    private static @Nullable Long running(Entry service) {
        String state = service.item().text("state");
        return state == null ? null : state.equals("RUNNING") ? 1L : 0L;
    }

    private static @Nullable Long linkUp(Entry face) {
        return switch (face.item().at("state").textOr("link_state", "")) {
            case "LINK_STATE_UP" -> 1L;
            case "LINK_STATE_DOWN" -> 0L;
            default -> null;
        };
    }

    static Scraper system(Nas nas) {
        return round -> {
            Item item = nas.object(SYSTEM_QUERY);
            var system = new Entry(nas.host(), item);
            SYSTEM.observe(system, round);
            INFO.observe(system, round);
            List<Item> loads = item.at("loadavg").items();
            for (int i = 0; i < Math.min(PERIODS.size(), loads.size()); i++) {
                Double load = loads.get(i).number();
                if (load != null) {
                    LOADS.observe(new Load(nas.host(), PERIODS.get(i), load), round);
                }
            }
        };
    }

    static Scraper services(Nas nas) {
        return slowList(nas, SERVICE_QUERY, SERVICES);
    }

    static Scraper interfaces(Nas nas) {
        return slowList(nas, INTERFACE_QUERY, INTERFACES);
    }

    private static Scraper slowList(Nas nas, Query query, Catalogue<Entry> rows) {
        Memo<List<Item>> items = nas.memo(KEEP, () -> nas.list(query));
        return round ->
                items.get().forEach(item -> rows.observe(new Entry(nas.host(), item), round));
    }

    static Scraper updates(Nas nas) {
        Memo<Item> status = nas.memo(KEEP_UPDATES, () -> updateStatus(nas));
        return round -> {
            Item answer = status.get();
            Long available = available(answer);
            if (available != null) {
                var update = new Update(nas.host(), answer, available);
                UPDATES.observe(update, round);
                if (update.version() != null) {
                    NEW_VERSION.observe(update, round);
                }
            }
        };
    }

    private static Item updateStatus(Nas nas) throws ApiException, InterruptedException {
        try {
            return nas.object(UPDATE_QUERY);
        } catch (ApiException.NoSuchMethod before2510) {
            return nas.object(OLDER_UPDATE_QUERY);
        }
    }

    /// Since 25.10 there is a new version or null; before that, a word.
    private static @Nullable Long available(Item answer) {
        Item status = answer.at("status");
        if (status.node().isObject()) {
            JsonNode version = status.node().path("new_version");
            return version.isMissingNode() ? null : version.isNull() ? 0L : 1L;
        }
        return switch (answer.textOr("status", "")) {
            case "AVAILABLE", "REBOOT_REQUIRED" -> 1L;
            case "UNAVAILABLE" -> 0L;
            default -> null;
        };
    }
}
