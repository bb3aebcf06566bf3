package dev.ingot.bench;

import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The JMH benchmarks on the class path, by `Class.method`.
final class Benchmarks {
    private Benchmarks() {}

    static Set<String> all() {
        var names = new TreeSet<String>();
        var silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        for (var entry : BenchmarkList.defaultList().getAll(silent, java.util.List.of())) {
            String name = entry.getUsername();
            names.add(name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1));
        }
        return names;
    }
}
