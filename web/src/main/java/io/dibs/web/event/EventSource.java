package io.dibs.web.event;

import java.util.Optional;

/** Where the text of one event stream comes from. Used by one thread at a time. */
interface EventSource extends AutoCloseable {
    /** The next text to write, if there is any now. */
    Optional<String> next();

    /** Whether nothing comes any more. */
    boolean isOver();

    /** Has something called each time when there may be text, or none any more; it does not keep its caller. */
    void onNews(Runnable action);

    @Override
    void close();
}
