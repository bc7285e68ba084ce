package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.dibs.TaskState;
import io.dibs.store.Exchange.Claimed;
import io.dibs.store.TaskStore.AbandonOutcome;
import io.dibs.store.TaskStore.CancelOutcome;
import redis.clients.jedis.params.ZAddParams;

/** Takes the same steps in the store and in the model, and compares them after each. */
final class History {
    static final List<List<String>> QUEUES = List.of(List.of("*"), List.of("b", "a"));

    /** A call that a worker made, and what it claimed. */
    private record Call(WorkerStore.Registration worker, Exchange.Request request, Exchange.Reply reply) {}

    private final Domain domain;
    private final Model model = new Model(QUEUES);
    private final List<Domain.TestWorker> workers = new ArrayList<>();
    private final Map<UUID, Claimed> claims = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();

    History(Domain domain) {
        this.domain = domain;
        QUEUES.forEach(queues -> workers.add(domain.worker(queues.toArray(String[]::new))));
    }

    void take(Step step) {
        if (step instanceof Step.Dispatch dispatch) {
            dispatch(dispatch);
        } else if (step instanceof Step.Claim claim) {
            exchange(claim.worker(), claim.free());
        } else if (step instanceof Step.End end) {
            pick(model.where(Model.Entry::running), end.task()).ifPresent(e -> end(e, end.ending(), end.free()));
        } else if (step instanceof Step.Cancel cancel) {
            pick(model.tasks, cancel.task()).ifPresent(this::cancel);
        } else if (step instanceof Step.CancelGroup cancel) {
            cancelGroup(cancel.group());
        } else if (step instanceof Step.Pause pause) {
            pause(pause.queue());
        } else if (step instanceof Step.Drain drain) {
            drain(drain.worker());
        } else if (step instanceof Step.Stop stop) {
            pick(model.where(Model.Entry::running), stop.task()).ifPresent(this::stop);
        } else if (step instanceof Step.Lose lose) {
            lose(lose.worker());
        } else if (step instanceof Step.Due due) {
            pick(model.where(e -> e.pausing), due.task()).ifPresent(this::due);
        } else if (step instanceof Step.Abandon abandon) {
            pick(model.where(Model.Entry::running), abandon.task()).ifPresent(this::abandon);
        } else if (step instanceof Step.Delete delete) {
            pick(model.tasks, delete.task()).ifPresent(this::delete);
        } else if (step instanceof Step.Repeat repeat) {
            pick(calls, repeat.call()).ifPresent(this::repeat);
        }
        compare();
    }

    private static <T> Optional<T> pick(List<T> from, int number) {
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(number % from.size()));
    }

    private void dispatch(Step.Dispatch step) {
        List<UUID> dependencies = step.ties().after().stream()
                .flatMap(number -> pick(model.tasks, number).stream())
                .map(entry -> entry.id)
                .distinct()
                .toList();
        Attributes attributes =
                Attributes.NONE.with(step.retry()).after(dependencies).demanding(step.versions());
        NewTask task = domain.task()
                .reserving(step.reservations())
                .priority(step.priority())
                .queue(step.queue())
                .name(step.method())
                .attributes(
                        step.ties().group().isEmpty()
                                ? attributes
                                : attributes.inGroup(step.ties().group()))
                .build();
        if (model.refuses(task)) {
            assertThatThrownBy(() -> domain.tasks.dispatch(task)).isInstanceOf(GroupCanceledException.class);
        } else if (step.ties().by() == Step.By.DISPATCH) {
            assertThat(domain.tasks.dispatch(task)).isEqualTo(domain.tasks.dispatch(task));
            model.dispatch(task);
        } else {
            dispatchImmediately(task, step.ties().by() == Step.By.IMMEDIATELY);
        }
    }

    private void dispatchImmediately(NewTask task, boolean deferrable) {
        Optional<String> unavailable = deferrable ? Optional.empty() : Optional.of("{}");
        WorkerStore.Immediate first =
                domain.workers.dispatchImmediately(workers.get(0).registration, 0, unavailable, task);
        assertThat(domain.workers
                        .dispatchImmediately(workers.get(0).registration, 0, unavailable, task)
                        .outcome())
                .isEqualTo(first.outcome());
        Model.Entry entry = model.dispatch(task);
        WorkerStore.ImmediateOutcome expected;
        if (model.mayStart(entry) && !model.paused.contains(task.queue())) {
            model.start(entry, 0);
            claims.put(task.id(), first.claimed().orElseThrow());
            expected = WorkerStore.ImmediateOutcome.RUNNING;
        } else if (deferrable) {
            expected = WorkerStore.ImmediateOutcome.WAITING;
        } else {
            model.cancel(entry, false);
            expected = WorkerStore.ImmediateOutcome.CANCELED;
        }
        assertThat(first.outcome()).isEqualTo(expected);
    }

    private void cancelGroup(String group) {
        GroupStore groups = new GroupStore(domain.redis, domain.settings.retention());
        assertThat(groups.cancel(group, Optional.empty()).members())
                .hasSize(model.open(group).size());
        model.cancelGroup(group);
    }

    private void pause(String queue) {
        QueueStore queues = domain.tasks.queues();
        if (model.paused.remove(queue)) {
            assertThat(queues.resume(queue)).isTrue();
            assertThat(queues.resume(queue)).isFalse();
        } else {
            assertThat(queues.pause(queue)).isTrue();
            assertThat(queues.pause(queue)).isTrue();
            model.paused.add(queue);
        }
    }

    private void drain(int worker) {
        boolean drains = !model.draining.remove(worker);
        if (drains) {
            model.draining.add(worker);
        }
        assertThat(domain.workers.requests().drain(workers.get(worker).incarnation(), drains))
                .isTrue();
    }

    private Exchange.Reply exchange(int worker, int free, Exchange.Outcome... outcomes) {
        Domain.TestWorker caller = workers.get(worker);
        Exchange.Request request = caller.request(free, Set.copyOf(model.declined(worker)), outcomes);
        Exchange.Reply reply = caller.send(request);
        calls.add(new Call(caller.registration, request, reply));
        reply.claims().forEach(claim -> claims.put(claim.task(), claim));
        assertThat(reply.claims()).extracting(Claimed::task).isEqualTo(model.claim(worker, free));
        assertThat(reply.stops())
                .containsExactlyInAnyOrderElementsOf(
                        model.where(e -> e.worker == worker && e.state == TaskState.CANCELING).stream()
                                .map(e -> e.id)
                                .toList());
        return reply;
    }

    private void end(Model.Entry entry, Exchange.Ending ending, int free) {
        Exchange.Outcome outcome =
                Domain.outcome(claims.get(entry.id), ending, ending == Exchange.Ending.DECLINED ? entry.need() : "{}");
        int worker = entry.worker;
        TaskState state = model.end(entry, ending);
        assertThat(exchange(worker, free, outcome).recorded()).containsExactly(Optional.of(state));
    }

    private void cancel(Model.Entry entry) {
        TaskState before = entry.state;
        CancelOutcome outcome = domain.tasks.cancel(entry.id).outcome();
        CancelOutcome expected =
                switch (before) {
                    case WAITING -> CancelOutcome.CANCELED;
                    case RUNNING -> CancelOutcome.CANCELING;
                    case CANCELING -> CancelOutcome.ALREADY;
                    default -> CancelOutcome.FINAL;
                };
        assertThat(outcome).isEqualTo(expected);
        model.cancel(entry, false);
    }

    private void stop(Model.Entry entry) {
        domain.tasks.stop(entry.id, claims.get(entry.id).fencingToken(), "{\"late\":true}");
        model.cancel(entry, true);
    }

    private void lose(int worker) {
        Domain.TestWorker lost = workers.get(worker);
        List<Model.Entry> its = model.where(e -> e.worker == worker);
        lost.expire();
        assertThat(domain.sweep()).hasSize(its.size());
        model.lose(worker);
        for (Model.Entry entry : its) {
            assertThat(lost.complete(claims.get(entry.id)).recorded()).containsExactly(Optional.empty());
        }
        workers.set(worker, domain.worker(QUEUES.get(worker).toArray(String[]::new)));
    }

    private void due(Model.Entry entry) {
        domain.makeDue(entry.id);
        assertThat(domain.sweep()).isEmpty();
        model.due(entry);
    }

    private void abandon(Model.Entry entry) {
        AbandonOutcome outcome =
                domain.tasks.abandon(entry.id, "{\"reason\":\"Given up.\"}").outcome();
        if (entry.state == TaskState.RUNNING) {
            assertThat(outcome).isEqualTo(AbandonOutcome.REFUSED);
            return;
        }
        assertThat(outcome).isEqualTo(AbandonOutcome.ABANDONED);
        assertThat(workers.get(entry.worker).complete(claims.get(entry.id)).recorded())
                .containsExactly(Optional.empty());
        model.end(entry, Exchange.Ending.FAILED);
    }

    private void delete(Model.Entry entry) {
        assertThat(domain.tasks.delete(entry.id).done()).isEqualTo(entry.over());
        if (entry.over()) {
            model.tasks.remove(entry);
        }
    }

    private void repeat(Call call) {
        Exchange.Reply reply = domain.workers.exchange(call.worker(), call.request());
        assertThat(call.reply().claims()).containsAll(reply.claims());
    }

    private void compare() {
        Audit.assertSound(domain);
        assertThat(Audit.tasks(domain))
                .containsExactlyElementsOf(model.tasks.stream()
                        .map(e -> new Audit.Seen(e.id, e.state, e.over() ? 0 : model.blocked(e), e.parked && !e.over()))
                        .toList());
    }

    /** Runs what is left, so that all can be deleted, and nothing remains. */
    void end() {
        Set.copyOf(model.paused).forEach(this::pause);
        Set.copyOf(model.draining).forEach(this::drain);
        while (!model.where(e -> !e.over()).isEmpty()) {
            model.where(e -> e.pausing).forEach(this::due);
            model.where(Model.Entry::running).forEach(e -> end(e, Exchange.Ending.COMPLETED, 0));
            int before = model.where(Model.Entry::running).size();
            for (int worker = 0; worker < workers.size(); worker++) {
                exchange(worker, 100);
            }
            if (model.where(Model.Entry::running).size() == before) {
                model.where(e -> e.parked && !e.over()).forEach(this::cancel);
            }
        }
        compare();
        List.copyOf(model.tasks).forEach(this::delete);
        List.of("g", "h")
                .forEach(group -> domain.redis.call(r -> r.zadd(
                        domain.redis.key("groups"),
                        1,
                        group,
                        ZAddParams.zAddParams().xx())));
        domain.sweep();
        workers.forEach(worker ->
                assertThat(domain.workers.unregister(worker.incarnation())).isTrue());
        Keys.assertNothingLeft(domain);
    }
}
