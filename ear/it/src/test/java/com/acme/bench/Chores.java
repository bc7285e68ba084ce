package com.acme.bench;

import jakarta.enterprise.context.ApplicationScoped;

/** Tasks that do nothing but tell the {@link Meter} of this process that they ran. */
@ApplicationScoped
public class Chores {
    public void nothing() {
        Meter.count();
    }

    /** With small arguments, to see what they take. */
    public void something(int number, String text) {
        Meter.count();
    }

    /** A type of an argument. */
    public record Range(int from, int to) {}

    /** With an argument of a type of its own. */
    public void three(long number, String text, Range range) {
        Meter.count();
    }

    /** Tells how long ago it was dispatched, by the clock that all processes of a machine have in common. */
    public void arrive(long dispatchedMicros) {
        Meter.arrived(Meter.micros() - dispatchedMicros);
    }
}
