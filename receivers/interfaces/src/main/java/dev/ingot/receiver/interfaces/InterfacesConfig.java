package dev.ingot.receiver.interfaces;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ingot.config.Section;
import dev.ingot.poll.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// @param docker the engine's socket; empty where containers are not to be named
/// @param dockerRequired whether the user named the socket
/// @param machines where virtual machines are asked for, in this order
record InterfacesConfig(
        Schedule schedule,
        Path procfs,
        Path rootfs,
        Optional<Path> docker,
        boolean dockerRequired,
        List<String> machines,
        String libvirtUri,
        Duration lookupTimeout,
        Duration lookupWait,
        Dialect dialect,
        List<Pattern> include,
        List<Pattern> exclude,
        boolean state,
        boolean vlan,
        boolean link,
        String job,
        String instance) {

    /// Whose rules name the interfaces.
    enum Dialect {
        TRUENAS_NET_EXPORTER,
        EXTENDED
    }

    static final String MIDDLEWARE = "middleware";
    static final String MIDCLT = "midclt";
    static final String VIRSH = "virsh";
    static final String QEMU = "qemu";

    private static final List<String> MACHINES = List.of(MIDDLEWARE, MIDCLT, VIRSH, QEMU);

    static InterfacesConfig read(Section in) {
        var schedule = Schedule.read(in, "15s", "10s");
        String docker =
                in.text(
                        "docker_socket",
                        "/var/run/docker.sock",
                        "Docker's or Podman's socket (`--docker.socket`). Empty: containers are not"
                                + " named.");
        List<String> machines =
                in.texts(
                        "vms",
                        MACHINES,
                        "Who is asked for virtual machines, in this order: `middleware` (TrueNAS's"
                                + " socket), `midclt`, `virsh`, `qemu` (the processes' command"
                                + " lines). Empty: nobody.");
        in.require(
                MACHINES.containsAll(machines),
                "vms",
                "must be of `middleware`, `midclt`, `virsh`, `qemu`");
        Duration wait =
                in.duration(
                        "lookup_wait",
                        "2s",
                        "How long a round waits for the owners of what is new. What is learned"
                                + " later is in time for the next round.");
        in.require(
                wait.compareTo(schedule.timeout()) < 0,
                "lookup_wait",
                "must be shorter than `timeout`");
        return new InterfacesConfig(
                schedule,
                path(
                        in,
                        "procfs",
                        "/proc",
                        "Where the host's procfs is mounted (`--path.procfs`)."),
                path(in, "rootfs", "/", "Where the host's root is mounted (`--path.rootfs`)."),
                docker.isEmpty() ? Optional.empty() : Optional.of(Path.of(docker)),
                in.has("docker_socket"),
                machines,
                in.text(
                        "libvirt_uri",
                        "",
                        "What `virsh` connects to. Empty: TrueNAS's own libvirt where there is one,"
                                + " else the default."),
                in.duration(
                        "lookup_timeout",
                        "5s",
                        "How long an answer of Docker or a run of `midclt` or `virsh` may take."),
                wait,
                in.choice(
                        "dialect",
                        Dialect.TRUENAS_NET_EXPORTER,
                        "Whose rules name the interfaces: `truenas_net_exporter` or `extended`."),
                patterns(
                        in,
                        "include",
                        List.of(),
                        "Names of interfaces to report, as regular expressions that match the whole"
                                + " name. Empty: all."),
                patterns(
                        in,
                        "exclude",
                        List.of("(fwbr|fwpr|fwln)[0-9]+[iop][0-9]+"),
                        "Names not to report. The default leaves out the links of Proxmox VE's"
                                + " firewall, which count a guest's traffic again."),
                in.flag("state_label", true, "Whether the counters have the label `state`."),
                in.flag("vlan_label", false, "Whether everything has the label `vlan`."),
                in.flag(
                        "link",
                        true,
                        "Whether to report speed, MTU, carrier changes and `net_interface_info`."),
                in.text("job", "truenas-net", "The label `job` (resource `service.name`)."),
                in.text(
                        "instance",
                        "",
                        "What names the host (`service.instance.id`, `host.name`). Empty: its"
                                + " host name."));
    }

    private static Path path(Section in, String key, String fallback, String help) {
        String text = in.text(key, fallback, help);
        in.require(text.startsWith("/"), key, "must be an absolute path");
        return Path.of(text);
    }

    private static List<Pattern> patterns(
            Section in, String key, List<String> fallback, String help) {
        return in.texts(key, fallback, help).stream()
                .flatMap(text -> pattern(in, key, text))
                .toList();
    }

    private static Stream<Pattern> pattern(Section in, String key, String text) {
        try {
            return Stream.of(Pattern.compile(text));
        } catch (PatternSyntaxException notAPattern) {
            in.require(false, key, "must be regular expressions: " + notAPattern.getMessage());
            return Stream.empty();
        }
    }

    /// Whether an interface is reported.
    boolean reports(String name) {
        return (include.isEmpty() || include.stream().anyMatch(pattern -> pattern.matches(name)))
                && exclude.stream().noneMatch(pattern -> pattern.matches(name));
    }
}
