package dev.ingot.receiver.proxmox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What SMART says of a disk, as `/nodes/<node>/disks/smart` passes it on: a list of attributes for
/// ATA, the text of `smartctl` for NVMe and SCSI. What it does not say is null.
///
/// @param disk its entry in `/nodes/<node>/disks/list`
record Smart(Told disk, Item answer) {
    private static final long LOGICAL_BLOCK = 512;

    /// NVMe counts in thousands of 512 bytes.
    private static final long DATA_UNIT = 512_000;

    private static final Pattern NUMBER = Pattern.compile("\\s*([0-9][0-9,]*).*", Pattern.DOTALL);

    @Nullable String text(String key) {
        return disk.item().text(key);
    }

    @Nullable Long temperature() {
        Long ata = attribute("Temperature_Celsius");
        Long air = ata == null ? attribute("Airflow_Temperature_Cel") : ata;
        Long nvme = air == null ? line("Temperature:") : air;
        return nvme == null ? line("Current Drive Temperature:") : nvme;
    }

    @Nullable Long hours() {
        Long ata = attribute("Power_On_Hours");
        return ata == null ? line("Power On Hours:") : ata;
    }

    @Nullable Long written() {
        Long blocks = attribute("Total_LBAs_Written");
        Long units = line("Data Units Written:");
        return blocks != null
                ? Long.valueOf(blocks * LOGICAL_BLOCK)
                : units != null ? Long.valueOf(units * DATA_UNIT) : null;
    }

    @Nullable Long spare() {
        return line("Available Spare:");
    }

    @Nullable Long used() {
        return line("Percentage Used:");
    }

    /// The raw value of an ATA attribute: the number that it begins with, for vendors add to it.
    private @Nullable Long attribute(String name) {
        for (Item attribute : answer.items("attributes")) {
            if (attribute.text("name", "").equals(name)) {
                return number(attribute.text("raw", ""));
            }
        }
        return null;
    }

    private @Nullable Long line(String start) {
        return answer.text("text", "")
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .map(line -> number(line.substring(start.length())))
                .orElse(null);
    }

    private static @Nullable Long number(String text) {
        Matcher number = NUMBER.matcher(text);
        try {
            return number.matches() ? Long.valueOf(number.group(1).replace(",", "")) : null;
        } catch (NumberFormatException tooLong) {
            return null;
        }
    }
}
