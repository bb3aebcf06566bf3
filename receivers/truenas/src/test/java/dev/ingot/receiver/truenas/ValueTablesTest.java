package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The tables of the exporter that the receiver replaces, row by row.
class ValueTablesTest {
    @Test
    void replicationStates() {
        replication("FINISHED", 1);
        replication("SUCCESS", 1);
        replication("RUNNING", 0.5);
        replication("PENDING", 0);
        replication("WAITING", 0);
        replication("ERROR", -1);
        replication("FAILED", -1);
        replication("HOLD", -1);
        replication("UNKNOWN", -1);
        replication("", -1);
    }

    private static void replication(String state, double value) {
        assertThat(StateScale.replication(state)).as(state).isEqualTo(value);
    }

    @Test
    void appStates() {
        app("RUNNING", 1);
        app("ACTIVE", 1);
        app("DEPLOYING", 0.5);
        app("STOPPED", 0);
        app("CRASHED", -1);
        app("STOPPING", -1);
        app("", -1);
    }

    private static void app(String state, double value) {
        assertThat(StateScale.app(state)).as(state).isEqualTo(value);
    }

    @Test
    void machineStates() {
        vm("RUNNING", 1);
        vm("STOPPED", 0);
        vm("ERROR", -1);
        vm("SUSPENDED", -1);
        virt("RUNNING", 1);
        virt("STOPPED", 0);
        virt("FROZEN", 0);
        virt("ERROR", -1);
        for (String other :
                new String[] {
                    "STARTING", "STOPPING", "UNKNOWN", "FREEZING", "THAWED", "ABORTING"
                }) {
            virt(other, -1);
        }
    }

    private static void vm(String state, double value) {
        assertThat(StateScale.vm(state)).as(state).isEqualTo(value);
    }

    private static void virt(String state, double value) {
        assertThat(StateScale.virt(state)).as(state).isEqualTo(value);
    }

    @Test
    void expectedIntervalOfASchedule() {
        interval("*/5 * * * *", 300);
        interval("*/15 3 * * *", 900); // the minutes win even where the hour is fixed
        interval("*/x 3 * * *", 86_400);
        interval("0 * * * *", 3600);
        interval("30 * * * 1", 3600); // even with a weekday
        interval("0 0 * * *", 86_400);
        interval("0 */4 * * *", 86_400); // the exporter's rule, not the truth
        interval("0 0,12 * * *", 86_400);
        interval("0 0 * * 7", 604_800);
        interval("0 2 * * 1-5", 604_800);
        interval("0 0 1 * *", 86_400); // a month is a day
        interval("0 0 1 * 7", 604_800);
        interval("* * * * *", 86_400);
    }

    private static void interval(String cron, long seconds) {
        assertThat(ExpectedInterval.ofSchedule(schedule(cron))).as(cron).isEqualTo(seconds);
    }

    @Test
    void expectedIntervalOfATask() throws Exception {
        task("{}", 86_400);
        task("{'schedule': null}", 86_400);
        task("{'schedule': {'minute': '*/10', 'hour': '*'}}", 600);
        task(
                "{'schedule': {'minute': '*/10'}, 'periodic_snapshot_tasks':"
                        + " [{'schedule': {'minute': '0', 'hour': '0'}},"
                        + " {'schedule': {'minute': '0', 'hour': '*'}}, {'schedule': null}]}",
                3600);
        task(
                "{'schedule': {'minute': '*/10'}, 'periodic_snapshot_tasks': [{'schedule': {}}]}",
                600);
    }

    private static void task(String json, long seconds) throws Exception {
        var item = new Item(NasServer.JSON.readTree(json.replace('\'', '"')));
        assertThat(ExpectedInterval.of(item)).as(json).isEqualTo(seconds);
    }

    @Test
    void theLongestIntervalThatAScheduleHas() {
        longest("*/5 * * * *", 300L);
        longest("0 * * * *", 3600L);
        longest("0 */4 * * *", 4 * 3600L);
        longest("0 0,12 * * *", 12 * 3600L);
        longest("0 8,12 * * *", 20 * 3600L);
        longest("0 0 * * *", 86_400L);
        longest("0 0 * * 7", 7 * 86_400L);
        longest("0 0 * * sun", 7 * 86_400L);
        longest("0 2 * * 1-5", 3 * 86_400L);
        longest("0 0 1 * *", 31 * 86_400L);
        longest("0 0 1 1 *", 366 * 86_400L);
        longest("0 0 29 feb *", null); // once in four years is not twice
        longest("0 0 31 2 *", null);
        longest("0 0 1 * 7", 7 * 86_400L); // either day
        longest("0 9-17 * * mon-fri", (64 * 60) * 60L);
        longest("61 * * * *", null);
        longest("x * * * *", null);
        longest("1- * * * *", null);
        longest("*/0 * * * *", null);
    }

    @Test
    void aScheduleCountsFromItsBeginToItsEnd() {
        ObjectNode schedule = (ObjectNode) schedule("*/15 * * * *").node();
        schedule.put("begin", "09:00").put("end", "17:00");
        assertThat(Cron.longestInterval(new Item(schedule))).isEqualTo(16 * 3600L);
        schedule.put("begin", "noon");
        assertThat(Cron.longestInterval(new Item(schedule))).isNull();
    }

    private static void longest(String cron, @Nullable Long seconds) {
        assertThat(Cron.longestInterval(schedule(cron))).as(cron).isEqualTo(seconds);
    }

    private static Item schedule(String cron) {
        String[] fields = cron.split(" ", -1);
        return new Item(
                NasServer.JSON
                        .createObjectNode()
                        .put("minute", fields[0])
                        .put("hour", fields[1])
                        .put("dom", fields[2])
                        .put("month", fields[3])
                        .put("dow", fields[4]));
    }

    @Test
    void anAlertIsPlainText() {
        plain("a <b>bold</b> &lt;word&gt;", "a bold <word>");
        plain("one<br>two<BR/>three", "one\ntwo\nthree");
        plain("<ul><li>x</li><li>y</li></ul>", "x\ny");
        plain("5 < 6 and 7 > 6", "5 < 6 and 7 > 6");
        plain("&amp;lt;", "&lt;");
    }

    private static void plain(String html, String text) {
        assertThat(Alerts.plain(html)).isEqualTo(text);
    }
}
