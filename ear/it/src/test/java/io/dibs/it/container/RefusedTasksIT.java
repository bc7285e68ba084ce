package io.dibs.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.inject.Inject;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

import com.acme.Passive;

import io.dibs.TaskDispatcher;
import io.dibs.TaskQuery;
import io.dibs.TaskRefusedException;
import io.dibs.Tasks;

/** What cannot be a task, as the class loaders and the bean manager of the server show it. */
@ArquillianTest
class RefusedTasksIT {
    @Inject
    private TaskDispatcher dispatcher;

    @Inject
    private Tasks tasks;

    @Deployment
    static EnterpriseArchive application() {
        return AcmeEar.testedBy(RefusedTasksIT.class);
    }

    @Test
    void a_class_of_the_java_platform_is_refused() {
        refused(
                () -> dispatcher.task("java.lang.System#exit", 1).dispatch(),
                "The class java.lang.System may not have tasks");
        refused(() -> dispatcher.task(System::exit, 1).dispatch(), "The class java.lang.System may not have tasks");
    }

    @Test
    void a_class_of_a_library_is_refused() {
        refused(
                () -> dispatcher.task("redis.clients.jedis.Jedis#flushAll").dispatch(),
                "The class redis.clients.jedis.Jedis may not have tasks");
    }

    @Test
    void a_class_of_the_server_is_refused() {
        refused(
                () -> dispatcher.task("jakarta.json.Json#createValue(int)", 1).dispatch(),
                "The class jakarta.json.Json may not have tasks");
    }

    @Test
    void a_class_of_dibs_itself_is_refused() {
        refused(
                () -> dispatcher.task("io.dibs.engine.WorkerRuntime#stop").dispatch(),
                "io.dibs.engine.WorkerRuntime is a class of Dibs itself");
    }

    @Test
    void a_class_that_is_no_bean_is_refused() {
        refused(() -> dispatcher.task(Passive::act).dispatch(), "com.acme.Passive is not a CDI bean");
    }

    @Test
    void an_argument_that_cannot_be_bound_is_refused() {
        refused(() -> dispatcher.task("com.acme.Sums#add", "one", 2).dispatch(), "com.acme.Sums#add");
    }

    @Test
    void a_private_method_is_refused() {
        refused(
                () -> dispatcher.task("com.acme.Greetings#spoken", "world").dispatch(),
                "com.acme.Greetings#spoken is not public");
    }

    private void refused(ThrowingCallable dispatch, String because) {
        long before = tasks.list(TaskQuery.all()).count();
        assertThatExceptionOfType(TaskRefusedException.class)
                .isThrownBy(dispatch)
                .withMessageContaining(because);
        assertThat(tasks.list(TaskQuery.all()).count()).isEqualTo(before);
    }
}
