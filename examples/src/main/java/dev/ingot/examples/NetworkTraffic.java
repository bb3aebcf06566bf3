package dev.ingot.examples;

/// Traffic of one machine's interfaces by whose they are: apps, virtual machines, cards.
final class NetworkTraffic {
    private static final String ALL = "job=~\"$job\"";
    private static final String PHYSICAL = ALL + ", instance_type=\"physical\"";

    private NetworkTraffic() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        "ingot-network",
                        "Network by app and VM",
                        "Whose traffic it is. A container's or a machine's interface is the other end of its"
                                + " cable: what the host sends there comes in to it.")
                .many("job", "Job", "net_interface_rx_bytes_total", "job")
                .many("app", "App", "net_interface_rx_bytes_total{job=~\"$job\", app!=\"\"}", "app")
                .row("Overview", overview())
                .row("Apps", apps())
                .row("Virtual machines", machines())
                .row("Interfaces", interfaces());
    }

    private static String rate(String counter, String selector) {
        return "rate(net_interface_%s_total{%s}[$__rate_interval])".formatted(counter, selector);
    }

    private static String bits(String labels, String counter, String selector) {
        return "8 * sum by (%s) (%s)".formatted(labels, rate(counter, selector));
    }

    private static Panel[] overview() {
        return new Panel[] {
            Panel.stat("In", "Over all physical cards.")
                    .query("8 * sum(" + rate("rx_bytes", PHYSICAL) + ")", "in")
                    .unit(Unit.BITS_PER_SECOND),
            Panel.stat("Out", "Over all physical cards.")
                    .query("8 * sum(" + rate("tx_bytes", PHYSICAL) + ")", "out")
                    .unit(Unit.BITS_PER_SECOND),
            Panel.stat("Apps", "Apps that have an interface.")
                    .query(
                            "count(count by (app) (net_interface_rx_bytes_total{job=~\"$job\","
                                    + " instance_type=\"docker\", app!=\"\"}))",
                            "apps"),
            Panel.stat("Machines", "Virtual machines that have an interface.")
                    .query(
                            "count(count by (instance) (net_interface_rx_bytes_total{job=~\"$job\","
                                    + " instance_type=\"vm\"}))",
                            "machines"),
            Panel.stat("Errors", "Packets that could not be received or sent, on all interfaces.")
                    .query(
                            "sum(%s) + sum(%s)"
                                    .formatted(rate("rx_errors", ALL), rate("tx_errors", ALL)),
                            "errors")
                    .unit(Unit.PER_SECOND)
                    .limits(Limits.rising(0.01, 1)),
            Panel.stat("Drops", "Packets that were dropped, on all interfaces.")
                    .query(
                            "sum(%s) + sum(%s)"
                                    .formatted(rate("rx_dropped", ALL), rate("tx_dropped", ALL)),
                            "drops")
                    .unit(Unit.PER_SECOND)
                    .limits(Limits.rising(1, 100))
        };
    }

    private static Panel[] apps() {
        String docker = ALL + ", instance_type=\"docker\", app=~\"$app\", app!=\"\"";
        return new Panel[] {
            Panel.lines("Traffic by app", "To the app above, from it below.")
                    .query(bits("app", "tx_bytes", docker), "{{app}} to")
                    .query(bits("app", "rx_bytes", docker), "{{app}} from")
                    .below(" from$")
                    .unit(Unit.BITS_PER_SECOND),
            Panel.lines("Bridges of apps", "The host's own end of the app's network.")
                    .query(
                            bits(
                                    "app, instance",
                                    "tx_bytes",
                                    ALL + ", instance_type=\"bridge\", app=~\"$app\", app!=\"\""),
                            "{{instance}} to")
                    .query(
                            bits(
                                    "app, instance",
                                    "rx_bytes",
                                    ALL + ", instance_type=\"bridge\", app=~\"$app\", app!=\"\""),
                            "{{instance}} from")
                    .below(" from$")
                    .unit(Unit.BITS_PER_SECOND),
            Panel.table(
                    "Containers",
                    "Each container's traffic, now.",
                    Column.label("App", "app"),
                    Column.label("Container", "instance"),
                    Column.value("To it", bits("app, instance", "tx_bytes", docker))
                            .unit(Unit.BITS_PER_SECOND),
                    Column.value("From it", bits("app, instance", "rx_bytes", docker))
                            .unit(Unit.BITS_PER_SECOND),
                    Column.value(
                                    "Packets to it",
                                    "sum by (app, instance) (%s)"
                                            .formatted(rate("tx_packets", docker)))
                            .unit(Unit.PER_SECOND),
                    Column.value(
                                    "Packets from it",
                                    "sum by (app, instance) (%s)"
                                            .formatted(rate("rx_packets", docker)))
                            .unit(Unit.PER_SECOND))
        };
    }

    private static Panel[] machines() {
        String vm = ALL + ", instance_type=\"vm\"";
        return new Panel[] {
            Panel.lines("Traffic by machine", "To the machine above, from it below.")
                    .query(bits("instance", "tx_bytes", vm), "{{instance}} to")
                    .query(bits("instance", "rx_bytes", vm), "{{instance}} from")
                    .below(" from$")
                    .unit(Unit.BITS_PER_SECOND),
            Panel.bars("Machines", "Traffic in both directions, now.")
                    .query(
                            "topk(12, %s + %s)"
                                    .formatted(
                                            bits("instance", "tx_bytes", vm),
                                            bits("instance", "rx_bytes", vm)),
                            "{{instance}}")
                    .unit(Unit.BITS_PER_SECOND)
                    .fromZero()
        };
    }

    private static Panel[] interfaces() {
        String busy =
                "8 * max by (interface) (%s) / on (interface) (8 * max by (interface)"
                        + " (net_interface_speed_bytes{job=~\"$job\", instance_type=\"physical\"}))";
        return new Panel[] {
            Panel.lines("Physical cards", "In above, out below.")
                    .query(bits("interface", "rx_bytes", PHYSICAL), "{{interface}} in")
                    .query(bits("interface", "tx_bytes", PHYSICAL), "{{interface}} out")
                    .below(" out$")
                    .unit(Unit.BITS_PER_SECOND),
            Panel.lines("Use of the link", "Share of the speed that the link has.")
                    .query(busy.formatted(rate("rx_bytes", PHYSICAL)), "{{interface}} in")
                    .query(busy.formatted(rate("tx_bytes", PHYSICAL)), "{{interface}} out")
                    .unit(Unit.RATIO)
                    .fromZero(),
            Panel.lines("Errors and drops", "Packets per second that did not come through.")
                    .query(
                            "sum by (interface, instance) (%s) + sum by (interface, instance) (%s)"
                                    .formatted(rate("rx_errors", ALL), rate("rx_dropped", ALL)),
                            "{{instance}} {{interface}} in")
                    .query(
                            "sum by (interface, instance) (%s) + sum by (interface, instance) (%s)"
                                    .formatted(rate("tx_errors", ALL), rate("tx_dropped", ALL)),
                            "{{instance}} {{interface}} out")
                    .unit(Unit.PER_SECOND)
                    .fromZero(),
            Panel.table(
                            "All interfaces",
                            "What each interface is. A tap of a running machine often has the state `unknown`;"
                                    + " that is not down.",
                            Column.label("Interface", "interface"),
                            Column.label("Owner", "instance"),
                            Column.label("Kind", "instance_type"),
                            Column.label("App", "app"),
                            Column.label("Bridge", "bridge"),
                            Column.label("State", "state"),
                            Column.value(
                                            "Received",
                                            "max by (interface, instance, instance_type, app, bridge, state)"
                                                    + " (net_interface_rx_bytes_total{job=~\"$job\"})")
                                    .unit(Unit.BYTES),
                            Column.value(
                                            "Sent",
                                            "max by (interface, instance, instance_type, app, bridge, state)"
                                                    + " (net_interface_tx_bytes_total{job=~\"$job\"})")
                                    .unit(Unit.BYTES))
                    .size(12, 8)
        };
    }
}
