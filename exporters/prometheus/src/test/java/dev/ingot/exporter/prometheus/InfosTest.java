package dev.ingot.exporter.prometheus;

import static dev.ingot.exporter.prometheus.Bridges.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.record.Labels;
import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.Test;

class InfosTest {
    private static final Origin NAS =
            Origin.of(
                    Resource.create(
                            Attributes.builder()
                                    .put("service.name", "truenas")
                                    .put("service.instance.id", "nas01")
                                    .put("host.name", "nas01.home")
                                    .put("host.cpus", 8)
                                    .build()),
                    InstrumentationScopeInfo.builder("dev.ingot.truenas").setVersion("1").build());

    private static Bridges bridges(Infos infos) {
        return new Bridges(Naming.FLAT, infos, false)
                .put(Series.of(NAS, SIZE, Labels.of("pool", "tank")), 1)
                .put(Series.of(NAS, SIZE, Labels.of("pool", "boot")), 2);
    }

    @Test
    void targetInfoCarriesTheAttributesThatDoNotIdentify() {
        assertThat(bridges(new Infos(true, false)).text())
                .endsWith(
                        """
                        # HELP target_info Target metadata.
                        # TYPE target_info gauge
                        target_info{host_cpus="8",host_name="nas01.home",instance="nas01",\
                        job="truenas"} 1
                        """);
    }

    @Test
    void scopeInfoCarriesTheScope() {
        assertThat(bridges(new Infos(false, true)).text())
                .startsWith(
                        """
                        # HELP otel_scope_info Instrumentation scope metadata.
                        # TYPE otel_scope_info gauge
                        otel_scope_info{instance="nas01",job="truenas",\
                        otel_scope_name="dev.ingot.truenas",otel_scope_version="1"} 1
                        """);
    }

    @Test
    void infosComeAndGoWithTheLastSeriesOfTheirOrigin() {
        var bridges = bridges(new Infos(true, true));
        assertThat(Parsed.text(bridges.text()).samples).hasSize(4);
        bridges.putStale(Series.of(NAS, SIZE, Labels.of("pool", "tank")), bridges.now());
        assertThat(Parsed.text(bridges.text()).samples).hasSize(3);
        bridges.putStale(Series.of(NAS, SIZE, Labels.of("pool", "boot")), bridges.now());
        assertThat(bridges.text()).isEmpty();
    }

    @Test
    void noneIsServedUnlessAsked() {
        assertThat(Parsed.text(bridges(Infos.NONE).text()).samples).hasSize(2);
    }
}
