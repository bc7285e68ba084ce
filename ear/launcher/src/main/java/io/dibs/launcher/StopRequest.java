package io.dibs.launcher;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether somebody wants this process to end: by a signal, or by having ended itself. */
final class StopRequest {
    /** Ctrl-C reaches a whole group of processes, some of which pass it on: two signals at once are one request. */
    private static final long SAME_REQUEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int PARENT_POLL_MS = 500;
    private static final int STATUS_OF_SECOND_SIGNAL = 130;

    private final CountDownLatch requested = new CountDownLatch(1);
    private long firstSignal;

    private StopRequest() {}

    /**
     * Takes SIGTERM, SIGINT and SIGHUP over from the JVM, whose shutdown hooks all run at once: Payara's would stop the
     * server under the application while that still drains.
     */
    static StopRequest onSignals() throws ReflectiveOperationException {
        StopRequest stop = new StopRequest();
        // By reflection, since the compiler warns about every direct use of this class, and warnings fail the build.
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object handler = Proxy.newProxyInstance(
                handlerType.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                    stop.signalled();
                    return null;
                });
        for (String name : List.of("TERM", "INT", "HUP")) {
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
        }
        return stop;
    }

    /** Also stops when the process that started this one is no more, however it ended. */
    void whenParentEnds() {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        if (parent.isEmpty()) {
            return;
        }
        Thread watch = new Thread(
                () -> {
                    try {
                        while (parent.get().isAlive()) {
                            Thread.sleep(PARENT_POLL_MS);
                        }
                        requested.countDown();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "dibs-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    void await() throws InterruptedException {
        requested.await();
    }

    private synchronized void signalled() {
        long now = System.nanoTime();
        if (!isRequested()) {
            firstSignal = now;
            requested.countDown();
        } else if (now - firstSignal > SAME_REQUEST_NANOS) {
            // Redis ends with this process, see BoundProcess.
            Runtime.getRuntime().halt(STATUS_OF_SECOND_SIGNAL);
        }
    }
}
