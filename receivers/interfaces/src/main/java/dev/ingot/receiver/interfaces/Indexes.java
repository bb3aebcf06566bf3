package dev.ingot.receiver.interfaces;

import java.util.HashMap;
import java.util.Map;

/// Reads the numbers of interfaces from `/proc/<pid>/net/igmp`: one file names every interface that
/// is up, where sysfs needs a file each.
///
/// A line such as `4<tab>eth0 : 1 V3` opens an interface; the lines below it begin with a tab.
final class Indexes {
    private static final int LONGEST_NUMBER = 10;

    private Indexes() {}

    static Map<String, Integer> parse(String text) {
        var indexes = new HashMap<String, Integer>();
        for (String line : text.split("\n", -1)) {
            int tab = line.indexOf('\t');
            int colon = line.lastIndexOf(':');
            if (tab <= 0 || colon < tab) {
                continue;
            }
            String number = line.substring(0, tab);
            if (number.chars().allMatch(Character::isDigit) && tab < LONGEST_NUMBER) {
                indexes.put(line.substring(tab + 1, colon).strip(), Integer.parseInt(number));
            }
        }
        return indexes;
    }
}
