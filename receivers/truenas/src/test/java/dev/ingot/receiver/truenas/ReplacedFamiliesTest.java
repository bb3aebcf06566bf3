package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What the replaced exporter makes of values that are absent, null or written otherwise; the
/// golden files have the usual ones.
class ReplacedFamiliesTest {
    private static String round(String collector, String method, String answer) throws Exception {
        try (NasServer server = new NasServer(NasServer.Release.V25_10).start();
                var rig = new Rig(Rig.target("nas01", server, collector))) {
            server.answer(method, answer);
            return rig.round();
        }
    }

    @Test
    void aReplicationTaskOfWhichLittleIsKnown() throws Exception {
        String task = ", host=nas01, instance=nas01, job=truenas, ";
        assertThat(
                        round(
                                "replication",
                                "replication.query",
                                """
                                [{"id": 9, "name": "n", "state": {"state": "FINISHED",
                                  "datetime": {"$date": 1765800000123}}},
                                 {"id": 10, "state": null},
                                 {"id": 11, "name": "off", "enabled": false}]
                                """))
                .contains(
                        "truenas_replication_last_run_timestamp{host=nas01, instance=nas01,"
                                + " job=truenas, task_id=9, task_name=n} 1.765800000123E9")
                .contains(
                        "truenas_replication_info{direction=unknown"
                                + task
                                + "last_snapshot=none, source=unknown, target=unknown, task_id=9,"
                                + " task_name=n, transport=unknown} 1")
                .contains(
                        "truenas_replication_state{host=nas01, instance=nas01, job=truenas,"
                                + " task_id=10, task_name=unknown} -1.0",
                        "truenas_replication_last_run_timestamp{host=nas01, instance=nas01,"
                                + " job=truenas, task_id=10, task_name=unknown} 0.0",
                        "truenas_replication_age_seconds{host=nas01, instance=nas01,"
                                + " job=truenas, task_id=10, task_name=unknown} -1.0",
                        "truenas_replication_expected_interval_seconds{host=nas01,"
                                + " instance=nas01, job=truenas, task_id=10, task_name=unknown}"
                                + " 86400")
                .doesNotContain(
                        "truenas_replication_state{host=nas01, instance=nas01,"
                                + " job=truenas, task_id=11");
    }

    @Test
    void anAppWhoseStateIsWrittenSmall() throws Exception {
        assertThat(
                        round(
                                "apps",
                                "app.query",
                                "[{\"name\": \"a\", \"state\": \"deploying\", \"metadata\": {}}]"))
                .contains("truenas_app_state{app=a, host=nas01, instance=nas01, job=truenas} 0.5")
                .contains(
                        "truenas_app_info{app=a, host=nas01, instance=nas01, job=truenas,"
                                + " train=unknown, version=unknown} 1");
    }

    @Test
    void anInstanceWithoutLimits() throws Exception {
        assertThat(
                        round(
                                "virt",
                                "virt.instance.query",
                                """
                                [{"id": "i", "name": "i", "type": "VM", "status": "STARTING",
                                  "cpu": null, "memory": null, "autostart": false},
                                 {"id": "j", "name": "j", "type": "VM", "status": "FROZEN",
                                  "cpu": "2", "memory": 2147483647, "autostart": true}]
                                """))
                .contains(
                        "truenas_virt_state{host=nas01, instance=i, instance_id=i, job=truenas,"
                                + " type=VM} -1.0")
                .contains(
                        "truenas_virt_info{autostart=false, cpu=None, host=nas01, instance=i,"
                                + " instance_id=i, job=truenas, memory_mb=0, type=VM} 1")
                .contains(
                        "truenas_virt_info{autostart=true, cpu=2, host=nas01, instance=j,"
                                + " instance_id=j, job=truenas, memory_mb=2047, type=VM} 1");
    }
}
