package dev.ingot.receiver.truenas;

import dev.ingot.poll.Catalogue;
import dev.ingot.poll.Scraper;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Virtual machines, Incus instances (25.04 and 25.10 only) and the containers of 26.
final class Machines {
    private static final long MIB = 1 << 20;
    private static final String STATUS_HELP =
            "Always 1; the label says the state as TrueNAS calls it.";

    private static final Catalogue<Entry> VMS =
            vm().gauge(
                            "truenas_vm_state",
                            "",
                            "VM state (1=RUNNING, 0=STOPPED, -1=ERROR)",
                            vm -> StateScale.vm(vmState(vm)))
                    .build();

    private static final Catalogue<Entry> VM_ROOM =
            vm().gauge(
                            "truenas_vm_memory_bytes",
                            "By",
                            "Memory that the VM is given.",
                            Machines::vmBytes)
                    .gauge(
                            "truenas_vm_cpus",
                            "",
                            "CPUs that the VM is given: sockets by cores by threads.",
                            Machines::vmCpus)
                    .build();

    private static final Catalogue<Entry> VM_INFO =
            vm().label("vcpus", "", vm -> vm.item().textOr("vcpus", "unknown"))
                    .label("memory_mb", "", vm -> vm.item().textOr("memory", "unknown"))
                    .label("autostart", "", Machines::autostart)
                    .gauge("truenas_vm_info", "", "VM metadata", _ -> 1)
                    .build();

    private static final Catalogue<Entry> VM_STATUS =
            vm().label("status", "The state itself.", Machines::vmState)
                    .gauge("truenas_vm_status", "", STATUS_HELP, _ -> 1)
                    .build();

    private static final Catalogue<Entry> VIRT =
            virt().gauge(
                            "truenas_virt_state",
                            "",
                            "Incus instance state (1=RUNNING, 0=STOPPED, -1=ERROR)",
                            instance -> StateScale.virt(virtState(instance)))
                    .build();

    private static final Catalogue<Entry> VIRT_INFO =
            virt().label("cpu", "", instance -> instance.item().textOr("cpu", "None"))
                    .label("memory_mb", "", Machines::mebibytes)
                    .label("autostart", "", Machines::autostart)
                    .gauge("truenas_virt_info", "", "Incus instance metadata", _ -> 1)
                    .build();

    private static final Catalogue<Entry> VIRT_STATUS =
            virt().label("status", "The state itself.", Machines::virtState)
                    .gauge("truenas_virt_status", "", STATUS_HELP, _ -> 1)
                    .build();

    private static final Catalogue<Entry> CONTAINERS =
            container()
                    .gauge(
                            "truenas_container_state",
                            "",
                            "Container state (1=RUNNING, 0=STOPPED, -1=ERROR)",
                            box -> StateScale.vm(vmState(box)))
                    .gauge(
                            "truenas_container_autostart",
                            "",
                            "1 if it starts with the system.",
                            box -> box.item().flagNumber("autostart"))
                    .build();

    private static final Catalogue<Entry> CONTAINER_STATUS =
            container()
                    .label("status", "The state itself.", Machines::vmState)
                    .gauge("truenas_container_status", "", STATUS_HELP, _ -> 1)
                    .build();

    static final List<Catalogue<?>> VM_METRICS = List.of(VMS, VM_ROOM, VM_INFO, VM_STATUS);
    static final List<Catalogue<?>> VIRT_METRICS = List.of(VIRT, VIRT_INFO, VIRT_STATUS);
    static final List<Catalogue<?>> CONTAINER_METRICS = List.of(CONTAINERS, CONTAINER_STATUS);

    private static final Query VM_QUERY =
            Query.select(
                    "vm.query",
                    "/vm",
                    "id",
                    "name",
                    "vcpus",
                    "cores",
                    "threads",
                    "memory",
                    "autostart",
                    "status");
    private static final Query VIRT_QUERY =
            Query.select(
                    "virt.instance.query",
                    "/virt/instance",
                    "id",
                    "name",
                    "type",
                    "status",
                    "cpu",
                    "memory",
                    "autostart");
    private static final Query CONTAINER_QUERY =
            Query.select("container.query", "", "id", "name", "autostart", "status");

    private Machines() {}

    private static Catalogue.Builder<Entry> vm() {
        return Entry.rows()
                .label("vm", "", vm -> vm.item().textOr("name", "unknown"))
                .label("vm_id", "", vm -> vm.item().textOr("id", "unknown"));
    }

    /// The label `instance` is the replaced exporter's; it wins over the target's own.
    private static Catalogue.Builder<Entry> virt() {
        return Entry.rows()
                .label("instance", "", instance -> instance.item().textOr("name", "unknown"))
                .label("instance_id", "", instance -> instance.item().textOr("id", "unknown"))
                .label("type", "", instance -> instance.item().textOr("type", "unknown"));
    }

    private static Catalogue.Builder<Entry> container() {
        return Entry.rows()
                .label("container", "", box -> box.item().textOr("name", "unknown"))
                .label("container_id", "", box -> box.item().textOr("id", "unknown"));
    }

    private static String vmState(Entry vm) {
        return Objects.requireNonNullElse(vm.item().text("status", "state"), "");
    }

    private static @Nullable Long vmBytes(Entry vm) {
        Long mebibytes = vm.item().whole("memory");
        return mebibytes == null ? null : mebibytes * MIB;
    }

    private static @Nullable Long vmCpus(Entry vm) {
        Long sockets = vm.item().whole("vcpus");
        Long cores = vm.item().whole("cores");
        Long threads = vm.item().whole("threads");
        return sockets == null || cores == null || threads == null
                ? null
                : sockets * cores * threads;
    }

    private static String virtState(Entry instance) {
        return instance.item().textOr("status", "");
    }

    private static String autostart(Entry machine) {
        return machine.item().textOr("autostart", "false");
    }

    private static String mebibytes(Entry instance) {
        Long bytes = instance.item().whole("memory");
        return String.valueOf(bytes == null ? 0 : Math.floorDiv(bytes, MIB));
    }

    static Scraper vms(Nas nas) {
        return scraper(nas, VM_QUERY, List.of(VMS, VM_ROOM, VM_INFO, VM_STATUS));
    }

    static Scraper virt(Nas nas) {
        return scraper(nas, VIRT_QUERY, List.of(VIRT, VIRT_INFO, VIRT_STATUS));
    }

    static Scraper containers(Nas nas) {
        return scraper(nas, CONTAINER_QUERY, List.of(CONTAINERS, CONTAINER_STATUS));
    }

    private static Scraper scraper(Nas nas, Query query, List<Catalogue<Entry>> catalogues) {
        return round -> {
            for (Item item : nas.list(query)) {
                var machine = new Entry(nas.host(), item);
                catalogues.forEach(catalogue -> catalogue.observe(machine, round));
            }
        };
    }
}
