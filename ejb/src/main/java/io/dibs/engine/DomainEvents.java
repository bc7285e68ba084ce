package io.dibs.engine;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.TaskEventFilter;
import io.dibs.TaskEvents;
import io.dibs.TaskSubscription;
import io.dibs.config.Settings;
import io.dibs.event.EventFeed;
import io.dibs.store.EventStream;
import io.dibs.store.Redis;

/** The events of the domain, as one feed tells them in this process. */
@ApplicationScoped
class DomainEvents implements TaskEvents {
    private final Redis redis;
    private final Settings settings;
    private EventFeed feed;

    @Resource
    private ManagedThreadFactory threads;

    protected DomainEvents() {
        this(null, null);
    }

    @Inject
    DomainEvents(Redis redis, Settings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    @PostConstruct
    void open() {
        Settings.Events events = settings.events();
        feed = new EventFeed(
                new EventStream(redis), new EventFeed.Limits(events.maxListeners(), events.buffer()), threads);
    }

    @Override
    public TaskSubscription subscribe(TaskEventFilter filter) {
        return feed.subscribe(filter);
    }

    @Override
    public TaskSubscription subscribe(TaskEventFilter filter, String after) {
        return feed.subscribe(filter, after);
    }

    /** Ends all subscriptions, and the thread that reads. */
    @PreDestroy
    void close() {
        feed.close();
    }
}
