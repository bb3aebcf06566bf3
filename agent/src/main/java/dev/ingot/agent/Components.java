package dev.ingot.agent;

import dev.ingot.component.ComponentType;
import dev.ingot.component.Exporter;
import dev.ingot.component.Extension;
import dev.ingot.component.Processor;
import dev.ingot.component.Receiver;
import dev.ingot.exporter.debug.DebugExporter;
import dev.ingot.exporter.otlp.OtlpExporter;
import dev.ingot.exporter.prometheus.PrometheusExporter;
import dev.ingot.processor.AttributesProcessor;
import dev.ingot.processor.BatchProcessor;
import dev.ingot.processor.FilterProcessor;
import dev.ingot.processor.MemoryLimiter;
import dev.ingot.processor.ParseProcessor;
import dev.ingot.processor.RedactionProcessor;
import dev.ingot.receiver.graphite.GraphiteReceiver;
import dev.ingot.receiver.interfaces.InterfacesReceiver;
import dev.ingot.receiver.proxmox.ProxmoxReceiver;
import dev.ingot.receiver.syslog.SyslogReceiver;
import dev.ingot.receiver.truenas.TrueNasReceiver;
import dev.ingot.receiver.zfs.ZfsReceiver;
import java.util.List;

/// Every component in a build. Reading [#ALL] is reading the feature list; another `main` can pass
/// lists of its own.
///
/// @param receivers what brings records in
/// @param processors what changes them on the way
/// @param exporters what takes them out
/// @param extensions what stands beside the pipelines
record Components(
        List<ComponentType<?, Receiver>> receivers,
        List<ComponentType<?, Processor>> processors,
        List<ComponentType<?, Exporter>> exporters,
        List<ComponentType<?, Extension>> extensions) {

    static final Components ALL =
            new Components(
                    List.of(
                            GraphiteReceiver.TYPE,
                            SyslogReceiver.TYPE,
                            TrueNasReceiver.TYPE,
                            InterfacesReceiver.TYPE,
                            ProxmoxReceiver.TYPE,
                            ZfsReceiver.TYPE),
                    List.of(
                            MemoryLimiter.TYPE,
                            RedactionProcessor.TYPE,
                            ParseProcessor.TYPE,
                            AttributesProcessor.TYPE,
                            AttributesProcessor.RESOURCE,
                            FilterProcessor.TYPE,
                            BatchProcessor.TYPE),
                    List.of(
                            OtlpExporter.HTTP,
                            OtlpExporter.GRPC,
                            PrometheusExporter.TYPE,
                            DebugExporter.TYPE),
                    List.of(
                            HealthCheck.TYPE,
                            OtlpExporter.FILE_STORAGE,
                            OtlpExporter.BASIC_AUTH,
                            OtlpExporter.BEARER_AUTH));
}
