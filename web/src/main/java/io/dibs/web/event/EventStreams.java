package io.dibs.web.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.dibs.Task;
import io.dibs.TaskSubscription;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.web.json.Hrefs;

/**
 * All event streams that this process writes. It writes them past JAX-RS, whose own way has a thread wait for each client that is
 * slow. One thread does it; it is there while any stream is.
 */
@ApplicationScoped
public class EventStreams {
    private static final Log LOG = Log.of(EventStreams.class);
    private static final int HEARTBEAT_SECONDS = 15;
    private static final int IDLE_SECONDS = 5;

    private final Set<EventConnection> connections = ConcurrentHashMap.newKeySet();
    private ScheduledThreadPoolExecutor writer;
    private boolean closed;

    private ThreadFactory threads;

    @Resource
    private ManagedThreadFactory managedThreads;

    public EventStreams() {}

    /** Without a container. */
    public EventStreams(ThreadFactory threads) {
        this.threads = threads;
    }

    @PostConstruct
    void open() {
        threads = managedThreads;
    }

    /**
     * Answers a suspended request with the events of a subscription.
     *
     * @param start the id from which a client resumes whose connection breaks before the first event
     */
    public void answer(
            HttpServletRequest request,
            AsyncResponse suspended,
            TaskSubscription subscription,
            String start,
            Hrefs hrefs) {
        answer(request, suspended, new AllEvents(subscription, start, hrefs));
    }

    /**
     * Answers a suspended request with what happens to a task until it is final.
     *
     * @param task as it was after the subscription had begun
     */
    public void answer(
            HttpServletRequest request,
            AsyncResponse suspended,
            Task task,
            TaskSubscription subscription,
            Hrefs hrefs) {
        answer(request, suspended, new OneTask(task, subscription, hrefs));
    }

    private void answer(HttpServletRequest request, AsyncResponse suspended, EventSource source) {
        AsyncContext async = request.getAsyncContext();
        HttpServletResponse response = (HttpServletResponse) async.getResponse();
        response.setContentType(MediaType.SERVER_SENT_EVENTS + ";charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // Has nginx pass on each event at once.
        try {
            ServletOutputStream output = response.getOutputStream();
            EventConnection connection = new EventConnection(source, output, ended -> {
                connections.remove(ended);
                // Not by the AsyncContext: JAX-RS has started it and wants to end it itself. There is nothing more to
                // write.
                suspended.resume(Response.ok().build());
            });
            async.addListener(new Ends(connection));
            connections.add(connection);
            AtomicBoolean asked = new AtomicBoolean();
            output.setWriteListener(connection);
            source.onNews(() -> {
                if (asked.compareAndSet(false, true)) {
                    execute(() -> {
                        asked.set(false);
                        connection.write();
                    });
                }
            });
        } catch (IOException e) {
            source.close();
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void execute(Runnable task) {
        if (closed) {
            return;
        }
        if (writer == null) {
            writer = new ScheduledThreadPoolExecutor(1, loop -> {
                Thread thread = threads.newThread(loop);
                thread.setName("dibs-event-writer");
                return thread;
            });
            writer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
            writer.allowCoreThreadTimeOut(true);
            writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            beatLater();
        }
        writer.execute(task);
    }

    private void beatLater() {
        writer.schedule(this::beat, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    private void beat() {
        try {
            connections.forEach(EventConnection::beat);
        } catch (RuntimeException e) {
            LOG.tell(e, LogEvent.EVENTS_HEARTBEAT_MISSED);
        }
        synchronized (this) {
            if (closed) {
                return;
            }
            if (connections.isEmpty()) {
                writer.shutdown(); // Its thread has nothing to do; the next stream makes another.
                writer = null;
            } else {
                beatLater();
            }
        }
    }

    /** Ends all streams. What they have not written yet is lost, as when a connection breaks. */
    @PreDestroy
    public void close() {
        ScheduledThreadPoolExecutor last;
        synchronized (this) {
            closed = true;
            last = writer;
            writer = null;
        }
        connections.forEach(EventConnection::finish);
        if (last != null) {
            last.shutdown();
            try {
                last.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** However a request ends, nothing is written for it any more. */
    private final class Ends implements AsyncListener {
        private final EventConnection connection;

        private Ends(EventConnection connection) {
            this.connection = connection;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            connections.remove(connection);
        }

        @Override
        public void onError(AsyncEvent event) {
            connection.finish();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            connection.finish();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // It is not started again.
        }
    }
}
