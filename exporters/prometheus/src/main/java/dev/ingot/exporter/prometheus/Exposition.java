package dev.ingot.exporter.prometheus;

import dev.ingot.record.Metric;
import dev.ingot.record.Origin;
import dev.ingot.record.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The series of one store in one dialect: keeps their text from scrape to scrape. Used by several
/// threads at once.
///
/// While the set of series stays the same, the layout is the one of the last scrape. When it
/// changed, only what is new is made and sorted, and merged into the rest.
final class Exposition {
    private final Naming naming;
    private final Infos infos;
    private final Dialect dialect;
    private final Complaints complaints;

    private Map<Metric, Family> families = new HashMap<>();
    private @Nullable Slot[] slots = new Slot[0];
    private long generation;
    private Layout layout;

    Exposition(Naming naming, Infos infos, Dialect dialect, Complaints complaints) {
        this.naming = naming;
        this.infos = infos;
        this.dialect = dialect;
        this.complaints = complaints;
        this.layout = new Layout(new Line[0], dialect, complaints::contradiction);
    }

    /// The layout for the series of a moment.
    synchronized Layout layout(Moment moment) {
        if (moment.generation() != generation) {
            layout = new Layout(merge(moment.slots()), dialect, complaints::contradiction);
            slots = moment.slots();
            generation = moment.generation();
            forgetFamilies();
        }
        return layout;
    }

    private Line[] merge(@Nullable Slot[] now) {
        List<Line> fresh = fresh(now);
        var merged = new ArrayList<Line>(layout.size() + fresh.size());
        int next = 0;
        for (int i = 0; i < layout.size(); i++) {
            Line old = layout.line(i);
            int row = old.slot().row();
            boolean lives = row != Moment.CONSTANT && row < now.length && now[row] == old.slot();
            if (lives) {
                while (next < fresh.size() && Line.ORDER.compare(fresh.get(next), old) < 0) {
                    merged.add(fresh.get(next++));
                }
                merged.add(old);
            }
        }
        merged.addAll(fresh.subList(next, fresh.size()));
        if (!infos.isEmpty()) {
            addInfos(now, merged);
        }
        return merged.toArray(Line[]::new);
    }

    /// There are few origins, so their series are made anew each time.
    private void addInfos(@Nullable Slot[] now, List<Line> lines) {
        var origins = new LinkedHashSet<Origin>();
        for (Slot slot : now) {
            if (slot != null) {
                origins.add(slot.series().origin());
            }
        }
        for (Origin origin : origins) {
            for (Series info : infos.about(origin)) {
                lines.add(line(new Slot(info, Moment.CONSTANT, Long.MAX_VALUE)));
            }
        }
        lines.sort(Line.ORDER);
    }

    private List<Line> fresh(@Nullable Slot[] now) {
        var fresh = new ArrayList<Line>();
        for (int row = 0; row < now.length; row++) {
            Slot slot = now[row];
            boolean known = row < slots.length && slots[row] == slot;
            if (slot != null && !known) {
                fresh.add(line(slot));
            }
        }
        Line[] sorted = fresh.toArray(Line[]::new);
        Arrays.sort(sorted, Line.ORDER);
        return Arrays.asList(sorted);
    }

    private Line line(Slot slot) {
        Series series = slot.series();
        Family family = families.computeIfAbsent(series.metric(), this::family);
        var labels = naming.labels(series, dialect.escaping());
        boolean begins = family.isCounter() && series.startNanos() != 0;
        byte[] start =
                begins
                        ? dialect.start(family.name(), labels, series.startNanos())
                        : Dialect.NOTHING;
        return new Line(slot, family, dialect.line(family.name(), labels), start);
    }

    private Family family(Metric metric) {
        String name = dialect.escaping().metric(naming.name(metric.name()));
        return new Family(name, metric, dialect.head(name, metric));
    }

    /// Metrics come and go, such as those of containers: keeps no more than twice what is served.
    private void forgetFamilies() {
        if (families.size() > 2 * layout.groups() + 100) {
            var used = new HashMap<Metric, Family>();
            for (int i = 0; i < layout.size(); i++) {
                Family family = layout.line(i).family();
                used.put(family.metric(), family);
            }
            families = used;
        }
    }
}
