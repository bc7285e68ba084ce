package io.dibs;

/** Whether the system works, in a few words. No method throws because Redis is away. Thread-safe. */
public interface DibsStatus {
    /** The version of Dibs. */
    String version();

    /** Whether Redis answers and has the scripts, at this moment. */
    boolean isConnected();

    /** Whether this process was told to stop: it takes no new work and waits for what runs. */
    boolean isStopping();
}
