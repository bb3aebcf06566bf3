package dev.ingot.exporter.debug;

import dev.ingot.config.Section;

record DebugConfig(Verbosity verbosity, Output output) {
    enum Verbosity {
        BASIC,
        NORMAL,
        DETAILED
    }

    enum Output {
        STDOUT,
        STDERR
    }

    static DebugConfig read(Section in) {
        in.ignored("sampling_initial", "every record is shown");
        in.ignored("sampling_thereafter", "every record is shown");
        in.ignored("use_internal_logger", "records go to `output`");
        return new DebugConfig(
                in.choice(
                        "verbosity",
                        Verbosity.NORMAL,
                        "`basic`: a line a batch; `normal`: a line a record; `detailed`: its resource too."),
                in.choice("output", Output.STDOUT, "`stdout` or `stderr`."));
    }
}
