package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.security.Principal;

import jakarta.security.enterprise.SecurityContext;

import org.junit.jupiter.api.Test;

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
}
