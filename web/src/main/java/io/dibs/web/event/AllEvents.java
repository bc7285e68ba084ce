package io.dibs.web.event;

import java.util.Optional;

import io.dibs.TaskEvent;
import io.dibs.TaskSubscription;
import io.dibs.web.json.EventJson;
import io.dibs.web.json.Hrefs;

/** The events of a subscription, as they come. */
final class AllEvents implements EventSource {
    private final TaskSubscription subscription;
    private final String start;
    private final Hrefs hrefs;
    private boolean begun;

    /**
     * The events of a subscription.
     *
     * @param start what a client resumes from whose connection breaks before the first event
     */
    AllEvents(TaskSubscription subscription, String start, Hrefs hrefs) {
        this.subscription = subscription;
        this.start = start;
        this.hrefs = hrefs;
    }

    @Override
    public Optional<String> next() {
        if (!begun) {
            begun = true;
            return Optional.of(EventText.start(start));
        }
        return subscription.poll().map(this::text);
    }

    private String text(TaskEvent event) {
        if (event instanceof TaskEvent.Changed changed) {
            return EventText.event(
                    changed.isProgress() ? "progress" : "task", changed.id(), EventJson.of(changed, hrefs));
        }
        return EventText.reset(((TaskEvent.Reset) event).position());
    }

    @Override
    public boolean isOver() {
        return subscription.isClosed();
    }

    @Override
    public void onNews(Runnable action) {
        subscription.onNews(action);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
