package io.dibs.peers;

import java.io.IOException;

/** A queue that is measured. */
interface Peer extends AutoCloseable {
    /** How many jobs a run has. */
    int jobs();

    /** Puts so many jobs that do nothing into an empty queue, then has workers run them; returns how many they ran in a second. */
    double drain(int workers) throws Exception;

    @Override
    void close() throws IOException;
}
