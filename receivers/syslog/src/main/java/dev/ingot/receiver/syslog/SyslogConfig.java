package dev.ingot.receiver.syslog;

import dev.ingot.component.Claim;
import dev.ingot.config.ManualSection;
import dev.ingot.config.Section;
import java.util.ArrayList;
import java.util.List;

/// The options of the syslog receiver: one source, or several with options of their own.
record SyslogConfig(List<Source> sources) {
    static SyslogConfig read(Section in) {
        var sources = new ArrayList<Source>();
        boolean alone = !in.has("listeners");
        Source first = Source.read(in, alone);
        if (first.tcp().isPresent() || first.udp().isPresent()) {
            sources.add(first);
        }
        sources.addAll(
                in.list(
                        "listeners",
                        "More sources, each with any of the options above and nothing of what is"
                                + " set there.",
                        SyslogConfig::further));
        return new SyslogConfig(List.copyOf(sources));
    }

    /// The manual has said everything about these options when it comes here.
    private static Source further(Section in) {
        return Source.read(in instanceof ManualSection ? new ManualSection() : in, true);
    }

    List<Claim> claims() {
        var claims = new ArrayList<Claim>();
        for (Source source : sources) {
            source.tcp().ifPresent(tcp -> claims.add(Claim.tcp(tcp.address())));
            source.udp().ifPresent(udp -> claims.add(Claim.udp(udp.address())));
        }
        return claims;
    }
}
