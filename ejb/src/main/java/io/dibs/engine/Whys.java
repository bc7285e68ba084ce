package io.dibs.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Why;
import io.dibs.Why.Kind;
import io.dibs.store.ReasonStore;
import io.dibs.store.ReasonStore.Pace;
import io.dibs.store.WorkerStore;

/** Says why tasks do not run, down to the roots. */
@ApplicationScoped
class Whys {
    private static final Duration LATELY = Duration.ofMinutes(1);
    /** So few say nothing about the next. */
    private static final int FEWEST_ENDS = 10;

    private static final int MOST_ENDS = 100;
    /** A minute says nothing about later than that. */
    private static final Duration FARTHEST = Duration.ofHours(1);

    private final ReasonStore store;
    private final WorkerStore workers;

    protected Whys() {
        this(null, null);
    }

    @Inject
    Whys(ReasonStore store, WorkerStore workers) {
        this.store = store;
        this.workers = workers;
    }

    /** @param user who asks, if he may know of his own tasks only */
    Optional<Why> of(UUID id, Optional<String> user) {
        ReasonChain chain = ReasonChain.read(store, id, user);
        return chain.find(id).filter(chain::isVisible).map(first -> {
            ReasonWords words = new ReasonWords(chain.time());
            Explanation explanation =
                    new Explanation(chain, words, once(() -> new ReadyReasons(workers.list(), chain, words)));
            Why.Step step = explanation.of(first);
            return new Why(step, explanation.roots(), estimate(step, chain.time()));
        });
    }

    private static <T> Supplier<T> once(Supplier<T> supplier) {
        return new Supplier<>() {
            private T got;

            @Override
            public T get() {
                if (got == null) {
                    got = supplier.get();
                }
                return got;
            }
        };
    }

    /** Only for a ready task: how long others run before it is ready, nobody knows. */
    private Optional<Why.Estimate> estimate(Why.Step step, Instant now) {
        if (step.kind() != Kind.WORKER || step.ahead().isEmpty()) {
            return Optional.empty();
        }
        String queue = step.queue().orElseThrow().name();
        long ahead = step.ahead().get();
        Pace pace = store.pace(queue, LATELY, MOST_ENDS);
        double seconds = (ahead + 1) / pace.perSecond();
        return pace.ended() < FEWEST_ENDS || seconds > FARTHEST.toSeconds()
                ? Optional.empty()
                : Optional.of(new Why.Estimate(
                        now.plusMillis(Math.round(seconds * 1000)),
                        "Lately, about " + Math.round(pace.perSecond() * LATELY.toSeconds()) + " tasks of queue "
                                + queue
                                + " ended in a minute, and " + ahead
                                + " come first. Tasks of higher priority that come, and slower ones, make it later."));
    }
}
