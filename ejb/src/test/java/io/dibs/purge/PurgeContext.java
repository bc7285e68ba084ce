package io.dibs.purge;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.UUID;

import io.dibs.Progress;
import io.dibs.TaskCanceledException;
import io.dibs.TaskContext;
import io.dibs.store.Exchange;

/** The context of a purge, as far as a purge uses it, with its one progress report. */
final class PurgeContext implements Progress {
    final TaskContext asTaskContext = (TaskContext) Proxy.newProxyInstance(
            PurgeContext.class.getClassLoader(), new Class<?>[] {TaskContext.class}, this::answer);

    private final Exchange.Claimed claim;
    private final Runnable beforeStep;
    private boolean canceled;
    private boolean completed;
    private long total;
    private long done;

    /** @param beforeStep is run before each step */
    PurgeContext(Exchange.Claimed claim, Runnable beforeStep) {
        this.claim = claim;
        this.beforeStep = beforeStep;
    }

    private Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "taskId" -> taskId();
            case "fencingToken" -> claim.fencingToken();
            case "progress" -> this;
            case "checkCanceled" -> {
                checkCanceled();
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    private void checkCanceled() {
        beforeStep.run();
        if (canceled) {
            throw new TaskCanceledException("It was told to stop.");
        }
    }

    UUID taskId() {
        return claim.task();
    }

    void cancel() {
        canceled = true;
    }

    String report() {
        return (completed ? "completed " : "open ") + done + " of " + total;
    }

    @Override
    public Progress total(long number) {
        total = number;
        return this;
    }

    @Override
    public Progress done(long number) {
        done = number;
        return this;
    }

    @Override
    public Progress suffix(String text) {
        return this;
    }

    @Override
    public void increment(long by) {
        done += by;
    }

    @Override
    public void complete() {
        completed = true;
    }
}
