package dev.ingot.receiver.truenas;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Scraper;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// Apps: as the replaced exporter shows them, and then their containers and updates.
final class Apps {
    private static final int SHORT_ID = 12;

    private record Container(String host, String app, Item item) {
        String id() {
            String id = item.textOr("id", "");
            return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
        }
    }

    private static final Catalogue<Entry> APPS =
            labels().gauge(
                            "truenas_app_state",
                            "",
                            "App state (1=RUNNING, 0.5=DEPLOYING, 0=STOPPED, -1=CRASHED)",
                            app -> StateScale.app(state(app)))
                    .build();

    private static final Catalogue<Entry> INFO =
            labels().label("version", "", app -> app.item().textOr("version", "unknown"))
                    .label("train", "", app -> app.item().at("metadata").textOr("train", "unknown"))
                    .gauge("truenas_app_info", "", "App metadata", _ -> 1)
                    .build();

    private static final Catalogue<Entry> MORE =
            labels().gauge(
                            "truenas_app_upgrade_available",
                            "",
                            "1 if the catalogue has a newer version.",
                            app -> app.item().flagNumber("upgrade_available"))
                    .gauge(
                            "truenas_app_image_updates_available",
                            "",
                            "1 if a registry has a newer image of the same tag.",
                            app -> app.item().flagNumber("image_updates_available"))
                    .gauge(
                            "truenas_app_containers",
                            "",
                            "Containers of the app.",
                            app -> app.item().whole("active_workloads", "containers"))
                    .build();

    private static final Catalogue<Entry> STATUS =
            labels().label("status", "The state itself.", Apps::state)
                    .gauge(
                            "truenas_app_status",
                            "",
                            "Always 1; the label says the state as TrueNAS calls it.",
                            _ -> 1)
                    .build();

    private static final Catalogue<Container> CONTAINERS =
            Catalogue.of(Container.class)
                    .label("host", "The target's name.", Container::host)
                    .label("app", "", Container::app)
                    .label("service", "", container -> container.item.text("service_name"))
                    .label("container_id", "The first 12 characters.", Container::id)
                    .label("image", "", container -> container.item.text("image"))
                    .label("status", "", container -> container.item.text("state"))
                    .gauge(
                            "truenas_app_container_status",
                            "",
                            "Always 1; the label says the container's state.",
                            _ -> 1)
                    .build();

    static final List<Catalogue<?>> METRICS = List.of(APPS, INFO, MORE, STATUS, CONTAINERS);

    private static final Query QUERY =
            Query.select(
                    "app.query",
                    "/app",
                    "name",
                    "id",
                    "state",
                    "version",
                    "metadata",
                    "upgrade_available",
                    "image_updates_available",
                    "active_workloads");

    private Apps() {}

    private static Catalogue.Builder<Entry> labels() {
        return Entry.rows().label("app", "", app -> app.item().textOr("name", "unknown"));
    }

    private static String state(Entry app) {
        return app.item().textOr("state", "").toUpperCase(Locale.ROOT);
    }

    static Scraper scraper(Nas nas) {
        return round -> {
            for (Item item : nas.list(QUERY)) {
                var app = new Entry(nas.host(), item);
                APPS.observe(app, round);
                INFO.observe(app, round);
                MORE.observe(app, round);
                if (!state(app).isEmpty()) {
                    STATUS.observe(app, round);
                }
                var seen = new HashSet<String>();
                for (Item part : item.at("active_workloads", "container_details").items()) {
                    var container = new Container(nas.host(), item.textOr("name", "unknown"), part);
                    if (!container.id().isEmpty() && seen.add(container.id())) {
                        CONTAINERS.observe(container, round);
                    }
                }
            }
        };
    }
}
