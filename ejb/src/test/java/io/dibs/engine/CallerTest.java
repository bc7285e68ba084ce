package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Optional;

import jakarta.security.enterprise.SecurityContext;

import org.junit.jupiter.api.Test;

import io.dibs.Task;
import io.dibs.store.Attributes;
import io.dibs.worker.WithinTask;

/** C33 */
class CallerTest {
    private static Caller caller(Principal principal) {
        return new Caller((SecurityContext) Proxy.newProxyInstance(
                CallerTest.class.getClassLoader(),
                new Class<?>[] {SecurityContext.class},
                (proxy, method, arguments) -> method.getName().equals("getCallerPrincipal") ? principal : null));
    }

    @Test
    void what_is_dispatched_outside_a_task_belongs_to_who_has_signed_in() {
        assertThat(caller(() -> "ann").owner()).contains("ann");
    }

    @Test
    void where_nobody_has_signed_in_it_belongs_to_nobody() {
        assertThat(caller(null).owner()).isEmpty();
        assertThat(new Caller((SecurityContext) null).owner()).isEmpty();
    }

    /** Whoever the container takes for the caller of the worker's thread. */
    @Test
    void what_a_task_dispatches_belongs_to_the_owner_of_the_task() {
        Caller caller = caller(() -> "server");
        Task.Origin origin = new Task.Origin(Optional.of("ann"), Optional.empty(), Optional.empty(), false);
        assertThat(WithinTask.get(Attributes.NONE.with(origin), caller::owner)).contains("ann");
        assertThat(WithinTask.get(Attributes.NONE, caller::owner)).isEmpty();
    }
}
