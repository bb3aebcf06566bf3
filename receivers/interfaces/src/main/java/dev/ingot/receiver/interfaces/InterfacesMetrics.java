package dev.ingot.receiver.interfaces;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Poller;
import dev.ingot.record.Metric;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What the receiver reports. Add a row here, then run `make golden`.
final class InterfacesMetrics {
    static final String PREFIX = "net_interface";

    /// The counters of truenas-net-exporter.
    static final Catalogue<Labelled> TRAFFIC = traffic(true);

    /// The same counters without the label `state`.
    static final Catalogue<Labelled> STATELESS_TRAFFIC = traffic(false);

    /// What a card and its cable do. Without the label `state`, whose changes would begin new
    /// series.
    static final Catalogue<Labelled> LINK =
            labelled()
                    .gauge(
                            "net_interface_speed_bytes",
                            "By",
                            "Speed of the link in bytes per second.",
                            labelled -> labelled.device().link().speedBytes())
                    .gauge(
                            "net_interface_mtu_bytes",
                            "By",
                            "Largest packet that the interface takes.",
                            labelled -> labelled.device().link().mtuBytes())
                    .counter(
                            "net_interface_carrier_changes_total",
                            "",
                            "How often the carrier came or went.",
                            labelled -> labelled.device().link().carrierChanges())
                    .build();

    static final Catalogue<Labelled> INFO =
            labelled()
                    .label("state", "Link state.", labelled -> labelled.device().state())
                    .label("duplex", "Of the link.", labelled -> labelled.device().link().duplex())
                    .label(
                            "address",
                            "Hardware address.",
                            labelled -> labelled.device().traits().address())
                    .gauge(
                            "net_interface_info",
                            "",
                            "Always 1; its labels say what the interface is and how it is.",
                            _ -> 1)
                    .build();

    private InterfacesMetrics() {}

    private static Catalogue.Builder<Labelled> labelled() {
        return Catalogue.of(Labelled.class)
                .label("interface", "Name on the host.", labelled -> labelled.device().name())
                .label("instance", "Whose it is.", labelled -> labelled.identity().instance())
                .label("instance_type", "What it is.", labelled -> labelled.identity().type())
                .label("app", "Application.", labelled -> labelled.identity().app())
                .label("bridge", "What it is attached to.", labelled -> labelled.device().master())
                .label("vlan", "VLAN id, by option.", Labelled::vlan);
    }

    private static Catalogue<Labelled> traffic(boolean state) {
        var rows = labelled();
        if (state) {
            rows.label("state", "Link state.", labelled -> labelled.device().state());
        }
        return rows.counter(
                        "net_interface_rx_bytes_total",
                        "By",
                        "Total bytes received on this interface.",
                        of(Traffic::rxBytes))
                .counter(
                        "net_interface_tx_bytes_total",
                        "By",
                        "Total bytes transmitted on this interface.",
                        of(Traffic::txBytes))
                .counter(
                        "net_interface_rx_packets_total",
                        "",
                        "Total packets received on this interface.",
                        of(Traffic::rxPackets))
                .counter(
                        "net_interface_tx_packets_total",
                        "",
                        "Total packets transmitted on this interface.",
                        of(Traffic::txPackets))
                .counter(
                        "net_interface_rx_errors_total",
                        "",
                        "Total receive errors on this interface.",
                        of(Traffic::rxErrors))
                .counter(
                        "net_interface_tx_errors_total",
                        "",
                        "Total transmit errors on this interface.",
                        of(Traffic::txErrors))
                .counter(
                        "net_interface_rx_dropped_total",
                        "",
                        "Total received packets dropped on this interface.",
                        of(Traffic::rxDropped))
                .counter(
                        "net_interface_tx_dropped_total",
                        "",
                        "Total transmitted packets dropped on this interface.",
                        of(Traffic::txDropped))
                .build();
    }

    private static Function<Labelled, @Nullable Number> of(ToLongFunction<Traffic> column) {
        return labelled -> Traffic.number(column.applyAsLong(labelled.traffic()));
    }

    /// The README table.
    static String markdown() {
        return Catalogue.markdown(List.of(TRAFFIC, LINK, INFO))
                + Poller.metrics(PREFIX).stream()
                        .map(InterfacesMetrics::row)
                        .reduce("", String::concat);
    }

    private static String row(Metric metric) {
        String labels = metric.name().equals(PREFIX + "_up") ? "" : "`collector`";
        return "| `%s` | gauge | %s | %s | %s |\n"
                .formatted(metric.name(), metric.unit(), labels, metric.help());
    }
}
