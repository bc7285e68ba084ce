package io.dibs.web.json;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Why;

/**
 * A task and what is in its way.
 *
 * @param task the task; null if the caller may not know of it
 * @param kind what it is about, or waits for: see {@link Why.Kind}
 * @param message a sentence for people
 * @param resources the reservations that are not granted
 * @param dependencies the tasks that have to be final first, each told in the same way
 * @param ahead how many ready tasks of its queue come first
 * @param queue its queue, if it is ready
 * @param dueAt when its next attempt is due
 * @param more how many more are in its way than are shown
 */
@JsonbPropertyOrder({"task", "kind", "message", "resources", "dependencies", "ahead", "queue", "dueAt", "more"})
public record WhyStepJson(
        Optional<SubjectJson> task,
        String kind,
        String message,
        List<ResourceJson> resources,
        List<WhyStepJson> dependencies,
        Optional<Long> ahead,
        Optional<QueueJson> queue,
        Optional<Instant> dueAt,
        long more) {
    /** A task. */
    @JsonbPropertyOrder({"href", "id", "name", "state", "queue", "worker", "since", "progressReports"})
    public record SubjectJson(
            String href,
            UUID id,
            String name,
            String state,
            String queue,
            Optional<String> worker,
            Instant since,
            List<ProgressJson> progressReports) {
        private static SubjectJson of(Why.Subject task, Hrefs hrefs) {
            return new SubjectJson(
                    hrefs.task(task.id()),
                    task.id(),
                    task.name(),
                    task.state().text(),
                    task.queue(),
                    task.worker(),
                    task.since(),
                    task.progressReports().stream().map(ProgressJson::of).toList());
        }
    }

    /** A reservation that is not granted. */
    @JsonbPropertyOrder({"href", "resource", "mode", "position", "blockers"})
    public record ResourceJson(
            String href, String resource, String mode, Optional<Long> position, List<BlockerJson> blockers) {
        private static ResourceJson of(Why.Blocked blocked, Hrefs hrefs) {
            return new ResourceJson(
                    hrefs.resource(blocked.reservation().resource()),
                    blocked.reservation().resource(),
                    lower(blocked.reservation().mode()),
                    blocked.position(),
                    blocked.blockers().stream()
                            .map(blocker -> new BlockerJson(
                                    lower(blocker.mode()), blocker.granted(), WhyStepJson.of(blocker.step(), hrefs)))
                            .toList());
        }
    }

    /** A task that is in the way in the line of a resource, and what is in its own. */
    @JsonbPropertyOrder({"mode", "granted", "why"})
    public record BlockerJson(String mode, boolean granted, WhyStepJson why) {}

    /** A queue, and who serves it. */
    @JsonbPropertyOrder({"href", "name", "workers", "slots", "pausedAt"})
    public record QueueJson(String href, String name, int workers, int slots, Optional<Instant> pausedAt) {
        private static QueueJson of(Why.Queue queue, Hrefs hrefs) {
            return new QueueJson(
                    hrefs.queue(queue.name()), queue.name(), queue.workers(), queue.slots(), queue.pausedAt());
        }
    }

    static WhyStepJson of(Why.Step step, Hrefs hrefs) {
        return new WhyStepJson(
                step.task().map(task -> SubjectJson.of(task, hrefs)),
                lower(step.kind()),
                step.message(),
                step.resources().stream()
                        .map(blocked -> ResourceJson.of(blocked, hrefs))
                        .toList(),
                step.dependencies().stream().map(each -> of(each, hrefs)).toList(),
                step.ahead(),
                step.queue().map(queue -> QueueJson.of(queue, hrefs)),
                step.dueAt(),
                step.more());
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
