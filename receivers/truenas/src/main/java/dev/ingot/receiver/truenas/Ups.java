package dev.ingot.receiver.truenas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Scraper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The UPS, from the reporting graphs: the only place of the API that has its values. Read only
/// while the service `ups` runs.
final class Ups {
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final long WINDOW_SECONDS = 600;
    private static final List<String> GRAPHS =
            List.of(
                    "upscharge",
                    "upsload",
                    "upsruntime",
                    "upstemperature",
                    "upsvoltage",
                    "upscurrent",
                    "upsfrequency");

    private record Reading(String host, String ups, @Nullable String side, double value) {}

    private static final Catalogue<Reading> CHARGE =
            of("truenas_ups_charge_ratio", "1", "How full the battery is.", 100);
    private static final Catalogue<Reading> LOAD =
            of("truenas_ups_load_ratio", "1", "How much of its power is used.", 100);
    private static final Catalogue<Reading> RUNTIME =
            of("truenas_ups_runtime_seconds", "s", "How long the battery lasts.", 1);
    private static final Catalogue<Reading> TEMPERATURE =
            of("truenas_ups_temperature_celsius", "Cel", "How warm the UPS is.", 1);
    private static final Catalogue<Reading> VOLTAGE =
            sided("truenas_ups_voltage_volts", "V", "Voltage.");
    private static final Catalogue<Reading> CURRENT =
            sided("truenas_ups_current_amperes", "A", "Current.");
    private static final Catalogue<Reading> FREQUENCY =
            sided("truenas_ups_frequency_hertz", "Hz", "Frequency.");

    static final List<Catalogue<?>> METRICS =
            List.of(CHARGE, LOAD, RUNTIME, TEMPERATURE, VOLTAGE, CURRENT, FREQUENCY);

    private static final Query SERVICE_QUERY =
            Query.select("service.query", "/service", "service", "state", "enable");
    private static final Query CONFIG_QUERY = Query.of("ups.config", "/ups");

    private Ups() {}

    private static Catalogue<Reading> of(String name, String unit, String help, double divisor) {
        return Catalogue.of(Reading.class)
                .label("host", "The target's name.", Reading::host)
                .label("ups", "", Reading::ups)
                .gauge(name, unit, help, reading -> reading.value / divisor)
                .build();
    }

    private static Catalogue<Reading> sided(String name, String unit, String help) {
        return Catalogue.of(Reading.class)
                .label("host", "The target's name.", Reading::host)
                .label("ups", "", Reading::ups)
                .label("type", "`input`, `output`, `battery`.", Reading::side)
                .gauge(name, unit, help, Reading::value)
                .build();
    }

    private record State(String ups, List<Item> graphs) {}

    static Scraper scraper(Nas nas) {
        Memo<State> state = nas.memo(KEEP, () -> read(nas));
        return round -> {
            State known = state.get();
            for (Item graph : known.graphs) {
                String name = graph.textOr("name", "");
                List<Item> legend = graph.at("legend").items();
                List<Item> row = lastRow(graph);
                for (int i = 1; i < Math.min(legend.size(), row.size()); i++) {
                    Double value = row.get(i).number();
                    Catalogue<Reading> rows = rows(name);
                    if (value != null && rows != null) {
                        String side = side(legend.get(i).node());
                        rows.observe(new Reading(nas.host(), known.ups, side, value), round);
                    }
                }
            }
        };
    }

    private static @Nullable Catalogue<Reading> rows(String graph) {
        return switch (graph) {
            case "upscharge" -> CHARGE;
            case "upsload" -> LOAD;
            case "upsruntime" -> RUNTIME;
            case "upstemperature" -> TEMPERATURE;
            case "upsvoltage" -> VOLTAGE;
            case "upscurrent" -> CURRENT;
            case "upsfrequency" -> FREQUENCY;
            default -> null;
        };
    }

    /// The side of `input_voltage`; none where the legend names none.
    private static @Nullable String side(JsonNode legend) {
        String text = legend.asText();
        int end = text.indexOf('_');
        return end < 0 ? null : text.substring(0, end);
    }

    /// The newest row that has a value; the newest of all is often still empty.
    private static List<Item> lastRow(Item graph) {
        List<Item> rows = graph.at("data").items();
        for (int i = rows.size() - 1; i >= 0; i--) {
            List<Item> row = rows.get(i).items();
            if (row.stream().skip(1).anyMatch(value -> value.number() != null)) {
                return row;
            }
        }
        return List.of();
    }

    private static State read(Nas nas) throws ApiException, InterruptedException {
        boolean runs =
                nas.list(SERVICE_QUERY).stream()
                        .anyMatch(service ->
                                service.textOr("service", "").equals("ups")
                                        && service.textOr("state", "").equals("RUNNING"));
        if (!runs) {
            return new State("", List.of());
        }
        String name = nas.object(CONFIG_QUERY).textOr("identifier", "ups");
        long now = nas.context().clock().instant().getEpochSecond();
        List<?> params =
                List.of(
                        GRAPHS.stream().map(graph -> Map.of("name", graph)).toList(),
                        Map.of("start", now - WINDOW_SECONDS, "end", now, "aggregate", false));
        return new State(name, nas.list(Query.of("reporting.netdata_get_data", params, "")));
    }
}
