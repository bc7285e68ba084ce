package io.dibs.method;

/** Which classes are the application's own, as opposed to those of libraries and of the server. Thread-safe. */
@FunctionalInterface
public interface ApplicationClasses {
    /** Whether one of the application's own modules contains the class. Never initialises it. */
    boolean contains(Class<?> type);
}
