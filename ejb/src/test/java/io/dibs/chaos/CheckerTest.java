package io.dibs.chaos;

import org.junit.jupiter.api.Test;

import io.dibs.chaos.Violation.Kind;

/** What others found is told, too. */
class CheckerTest extends Story {
    @Test
    void what_audit_keys_and_processes_say() {
        bothRunAndCompleted();
        audit.add("claims of nobody");
        keysLeft.add("wake:w1");
        stuck.add("a process did not end");
        assertFound(Kind.AUDIT, Kind.LEAKED_KEY, Kind.STUCK);
    }
}
