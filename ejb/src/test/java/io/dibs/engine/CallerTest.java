package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import javax.security.auth.Subject;

import jakarta.security.enterprise.SecurityContext;

import org.junit.jupiter.api.Test;

import io.dibs.Task;
import io.dibs.store.Attributes;
import io.dibs.worker.WithinTask;

/** C33 */
class CallerTest {
    private static Caller caller(Principal principal) {
        return new Caller(security(() -> principal));
    }

    private static SecurityContext security(Supplier<Principal> principal) {
        return (SecurityContext) Proxy.newProxyInstance(
                CallerTest.class.getClassLoader(),
                new Class<?>[] {SecurityContext.class},
                (proxy, method, arguments) -> method.getName().equals("getCallerPrincipal") ? principal.get() : null);
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

    @Test
    void who_has_signed_in_is_asked_once_for_each_subject() {
        List<String> asked = new ArrayList<>();
        Deque<String> names = new ArrayDeque<>(List.of("ann", "bob"));
        Subject[] subject = {new Subject()};
        Caller caller = new Caller(
                security(() -> {
                    asked.add(names.peek());
                    return names.pop()::toString;
                }),
                () -> subject[0]);
        assertThat(caller.owner()).isEmpty();
        subject[0].getPrincipals().add(() -> "of the container's own");
        assertThat(caller.owner()).contains("ann");
        assertThat(caller.owner()).contains("ann");
        subject[0] = new Subject(false, subject[0].getPrincipals(), Set.of(), Set.of());
        assertThat(caller.owner()).contains("bob");
        subject[0] = null;
        assertThat(caller.owner()).isEmpty();
        assertThat(asked).containsExactly("ann", "bob");
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
