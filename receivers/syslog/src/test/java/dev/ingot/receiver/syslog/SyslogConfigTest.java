package dev.ingot.receiver.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.component.Claim;
import dev.ingot.config.ManualSection;
import dev.ingot.testkit.Golden;
import dev.ingot.testkit.Yaml;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyslogConfigTest {
    private static final Path README = Path.of("README.md");

    @Test
    void withoutOptionsBothTransportsListenOnLoopback() {
        SyslogConfig config = new Written("").config();
        assertThat(config.claims())
                .extracting(Claim::toString)
                .containsExactly("tcp localhost:6514", "udp localhost:6514");
        Source source = config.sources().getFirst();
        assertThat(source.protocol()).isEqualTo(Dialect.AUTO);
        assertThat(source.location()).isEqualTo(ZoneId.of("UTC"));
        assertThat(source.trailer()).isEqualTo(Trailer.AUTO);
        assertThat(source.dropsErrors()).isFalse();
        assertThat(source.priorityOptional()).isFalse();
        assertThat(source.alwaysCounted()).isFalse();
        assertThat(source.longestCounted()).isEqualTo(1 << 20);
        assertThat(source.serviceName()).isEmpty();
        assertThat(source.peerAttributes()).isTrue();
        assertThat(source.tcp().orElseThrow())
                .isEqualTo(
                        new TcpOptions(
                                source.tcp().orElseThrow().address(),
                                java.util.Optional.empty(),
                                1 << 20,
                                4096,
                                Duration.ofHours(24),
                                false,
                                false,
                                new Whitespace(false, false),
                                java.nio.charset.StandardCharsets.UTF_8));
        assertThat(source.udp().orElseThrow().receiveBuffer()).isEqualTo(4 << 20);
        assertThat(source.udp().orElseThrow().readers()).isEqualTo(1);
    }

    @Test
    void everyOptionOfTheCollectorIsAccepted() {
        var written =
                new Written(
                        """
                        protocol: rfc3164
                        location: America/New_York
                        allow_skip_pri_header: true
                        enable_octet_counting: true
                        max_octets: 16000
                        non_transparent_framing_trailer: NUL
                        on_error: drop_quiet
                        attributes: {a: b}
                        resource: {c: d}
                        classify_services: true
                        retry_on_failure: {enabled: true, initial_interval: 1s}
                        operators: []
                        tcp:
                          listen_address: 0.0.0.0:54526
                          max_log_size: 64KiB
                          add_attributes: true
                          one_log_per_packet: true
                          encoding: ascii
                          multiline: {line_start_pattern: ^x}
                          preserve_leading_whitespaces: true
                          preserve_trailing_whitespaces: true
                        udp:
                          listen_address: "[::]:54526"
                          add_attributes: true
                          one_log_per_packet: true
                          encoding: nop
                          multiline: {line_end_pattern: x$}
                          async: {readers: 2, processors: 2, max_queue_length: 10}
                        """);
        SyslogConfig config = written.config();
        Source source = config.sources().getFirst();
        assertThat(source.protocol()).isEqualTo(Dialect.RFC3164);
        assertThat(source.location()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(source.priorityOptional()).isTrue();
        assertThat(source.alwaysCounted()).isTrue();
        assertThat(source.longestCounted()).isEqualTo(16000);
        assertThat(source.trailer()).isEqualTo(Trailer.NUL);
        assertThat(source.dropsErrors()).isTrue();
        assertThat(source.classifies()).isTrue();
        assertThat(source.attributes()).isEqualTo(Map.of("a", "b"));
        assertThat(source.resource()).isEqualTo(Map.of("c", "d"));
        assertThat(source.tcp().orElseThrow().addAttributes()).isTrue();
        assertThat(source.tcp().orElseThrow().longest()).isEqualTo(64 << 10);
        assertThat(source.tcp().orElseThrow().whitespace()).isEqualTo(new Whitespace(true, true));
        assertThat(source.udp().orElseThrow().readers()).isEqualTo(2);
        assertThat(source.udp().orElseThrow().onePerPacket()).isTrue();
        assertThat(config.claims())
                .extracting(Claim::toString)
                .containsExactly("tcp 0.0.0.0:54526", "udp 0:0:0:0:0:0:0:0:54526");
        assertThat(written.problems())
                .contains("retry_on_failure: has no effect", "operators: has no effect");
    }

    @Test
    void oneTransportIsEnough() {
        assertThat(new Written("udp:").config().claims())
                .extracting(Claim::toString)
                .containsExactly("udp localhost:6514");
        assertThat(new Written("listeners: [{tcp: }]").config().claims())
                .extracting(Claim::toString)
                .containsExactly("tcp localhost:6514");
    }

    @Test
    void whatIsWrongIsSaidWithItsPlace() {
        assertThat(new Written("protocol: rfc9999").problems())
                .isEqualTo(
                        "1:11: protocol: `rfc9999` is not one of `auto`, `rfc5424`, `rfc3164`\n");
        assertThat(new Written("location: Moon/Crater").problems())
                .isEqualTo(
                        "1:11: location: `Moon/Crater` is not a time zone such as"
                                + " `Europe/Berlin`\n");
        assertThat(new Written("tcp: {encoding: klingon}").problems())
                .isEqualTo(
                        "1:17: tcp.encoding: `klingon` is not an encoding such as `iso-8859-1`\n");
        assertThat(new Written("udp: {encoding: utf-16le}").problems())
                .contains("does not contain ASCII");
        assertThat(new Written("tcp: {max_log_size: 10}").problems())
                .contains("tcp.max_log_size: must be between 1KiB and 1GiB");
        assertThat(new Written("max_octets: 2GiB").problems())
                .contains("max_octets: must be between 1KiB and 1GiB");
        assertThat(new Written("udp: {reciever: 1}").problems()).contains("no such option");
    }

    @Test
    void theReadmeNamesEveryOption() throws IOException {
        var manual = new ManualSection();
        SyslogConfig.read(manual);
        Golden.checkBetweenMarkers(README, "options", manual.markdown() + "\n");
    }

    @Test
    void theReadmesExamplesAreRead() throws IOException {
        var examples = Yaml.examples(README, "receivers:\n  syslog");
        assertThat(examples).hasSizeGreaterThan(3);
        for (Yaml example : examples) {
            assertThat(new Written(example.text()).problems()).as(example.text()).isEmpty();
        }
    }

    @Test
    void theTypeSaysWhatItMakes() {
        assertThat(SyslogReceiver.TYPE.isCalled("syslog")).isTrue();
        assertThat(SyslogReceiver.TYPE.signals())
                .isEqualTo(java.util.Set.of(dev.ingot.record.Signal.Type.LOGS));
        assertThat(List.of(SyslogReceiver.TYPE.summary())).isNotEmpty();
    }
}
