package io.dibs.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deploying and undeploying, seen from outside: the server's threads, and the keys in Redis. */
@ArquillianTest
class DeploymentIT {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @ArquillianResource
    private Deployer deployer;

    private RedisKeys redis;

    @Deployment(name = "acme", managed = false, testable = false)
    static EnterpriseArchive application() {
        return AcmeEar.plain();
    }

    /** Without the plugin: after a failure with EJBs in the WAR, Payara deploys nothing until it is restarted. */
    @Deployment(name = "wrong", managed = false, testable = false)
    static EnterpriseArchive applicationWithWrongSettings() {
        return ProductEar.withSettings("dibs-wrong.ear", Map.of("dibs.worker.count", "x", "dibs.worker.lease", "soon"));
    }

    @BeforeEach
    void connect() {
        redis = new RedisKeys(TestServer.redisUri());
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @Test
    void undeploying_leaves_no_thread_no_worker_and_no_claim_but_those_of_waiting_tasks() throws Exception {
        deployer.deploy("acme");
        String running = dispatch("com.acme.Sleeper#sleep", "barn");
        String waiting = dispatch("com.acme.Explorer#look", "barn");
        String other = dispatch("com.acme.Sleeper#sleep", "stable");
        await().atMost(LONGEST).until(() -> redis.state(running).equals("running"));
        await().atMost(LONGEST).until(() -> redis.state(other).equals("running"));
        assertThat(ServerThreads.names()).anyMatch(DeploymentIT::isOurs);
        assertThat(redis.ofWorkers()).isNotEmpty();

        deployer.undeploy("acme");

        assertThat(ServerThreads.names()).noneMatch(DeploymentIT::isOurs);
        assertThat(redis.ofWorkers()).isEmpty();
        assertThat(redis.field(running, "state")).isEqualTo("failed");
        assertThat(redis.field(running, "error")).isEqualTo("{\"reason\":\"Aborted during worker shutdown.\"}");
        assertThat(redis.field(other, "error")).isEqualTo("{\"reason\":\"Aborted during worker shutdown.\"}");
        assertThat(redis.state(waiting)).isEqualTo("waiting");
        assertThat(redis.claims()).containsOnly(Map.entry("x:barn", waiting));

        deployer.deploy("acme");
        await().atMost(LONGEST).until(() -> redis.state(waiting).equals("completed"));
        assertThat(redis.claims()).isEmpty();
        deployer.undeploy("acme");
        assertThat(ServerThreads.names()).noneMatch(DeploymentIT::isOurs);
        assertThat(redis.ofWorkers()).isEmpty();
    }

    @Test
    void a_task_that_does_not_stop_is_named_in_the_log_and_does_not_hold_up_undeploying() throws Exception {
        deployer.deploy("acme");
        String task = dispatch("com.acme.Stubborn#work", "mule");
        await().atMost(LONGEST).until(() -> redis.state(task).equals("running"));

        deployer.undeploy("acme");

        assertThat(Files.readString(TestServer.domain().log()))
                .containsPattern(
                        "Thread dibs-slot-\\d+, with task " + task + " \\(com.acme.Stubborn#work\\), has not ended")
                .contains("at com.acme.Stubborn.work(Stubborn.java");
        assertThat(redis.state(task)).isEqualTo("running");
        assertThat(redis.claims()).containsOnly(Map.entry("x:mule", task));
        await().atMost(LONGEST).until(() -> ServerThreads.names().stream().noneMatch(DeploymentIT::isOurs));

        deployer.deploy("acme");
        await().atMost(LONGEST).until(() -> redis.state(task).equals("failed"));
        assertThat(redis.field(task, "error")).contains("Worker has gone missing.");
        deployer.undeploy("acme");
        assertThat(redis.claims()).isEmpty();
    }

    @Test
    void wrong_settings_fail_the_deployment_with_a_sentence_for_each_and_leave_nothing() throws Exception {
        assertThatThrownBy(() -> deployer.deploy("wrong"))
                .rootCause()
                .hasMessageContaining("Dibs cannot start. dibs.worker.count is 'x'; it must be a whole number from 0 to"
                        + " 1000. dibs.worker.lease is 'soon'; it must be a duration such as PT30S, from PT1S to PT1H.")
                .hasMessageNotContaining("PT1H. dibs");
        assertThat(ServerThreads.names()).noneMatch(DeploymentIT::isOurs);
        assertThat(redis.ofWorkers()).isEmpty();

        deployer.deploy("acme");
        assertThat(dispatch("com.acme.Explorer#look", "map")).isNotEmpty();
        deployer.undeploy("acme");
    }

    private static boolean isOurs(String thread) {
        return thread.startsWith("dibs-");
    }

    private static String dispatch(String method, String resource) throws Exception {
        return TestServer.get("dibs/acme/dispatch?method=" + method.replace("#", "%23") + "&resource=" + resource);
    }
}
