package io.dibs.engine;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.dibs.Reservation.Mode;
import io.dibs.Task;
import io.dibs.TaskState;
import io.dibs.store.ReasonStore.Blocked;
import io.dibs.store.ReasonStore.Blocker;
import io.dibs.store.ReasonStore.Step;

/** Says in sentences which tasks are in the way of one. */
record BlockedSentences(ReasonChain chain, ReasonWords words) {
    private static final String ANOTHER = "another task";

    /** That it waits for resources, and who has them. */
    String resources(Step step) {
        String sentences = step.blocked().stream().map(this::sentence).collect(Collectors.joining(" "));
        long more = step.blockedCount() - step.blocked().size();
        return more > 0 ? sentences + " It waits for " + more + " more resources." : sentences;
    }

    private String sentence(Blocked blocked) {
        String resource = "It waits for " + blocked.reservation().text();
        List<Blocker> blockers = blocked.blockers();
        Optional<Step> only = blockers.size() == 1 ? chain.find(blockers.get(0).task()) : Optional.empty();
        if (!blockers.get(0).granted()) {
            return resource + ", behind " + named(blockers.get(0).task()) + ", which comes first and wants it "
                    + (blockers.get(0).mode() == Mode.EXCLUSIVE ? "exclusively" : "shared") + "." + line(blocked);
        }
        List<String> names =
                blockers.stream().map(each -> named(each.task())).distinct().toList();
        long others = chain.isComplete() ? blocked.blockerCount() - blockers.size() : 0;
        boolean many = names.size() + others > 1;
        return resource + ", which " + ReasonWords.list(names, others) + (many ? " have" : " has")
                + only.filter(chain::isVisible).map(this::itself).orElse("") + "." + line(blocked);
    }

    /** What the only holder of a resource is about. */
    private String itself(Step holder) {
        Task task = TaskSnapshot.of(holder.task());
        return switch (task.state()) {
            case WAITING -> "; that task waits itself";
            case RUNNING -> "; that task has run for " + words.distance(ReasonWords.since(task));
            case CANCELING -> "; that task was told to stop " + words.distance(ReasonWords.since(task)) + " ago";
            case COMPLETED, FAILED, CANCELED -> " until now";
        };
    }

    private String line(Blocked blocked) {
        return chain.isComplete() && blocked.position() > blocked.blockerCount()
                ? " In its line, " + blocked.position() + " tasks come first."
                : "";
    }

    /** That it depends on tasks. */
    String dependencies(Step step) {
        List<String> names =
                step.dependencies().stream().map(this::named).distinct().toList();
        long count = chain.isComplete() ? step.dependencyCount() : names.size();
        return "It joins the lines of its resources when "
                + ReasonWords.list(names, count - names.size())
                + (count == 1 ? " is" : " are") + " final.";
    }

    /** A task as whoever asks may know it. */
    private String named(UUID id) {
        return chain.find(id)
                .map(step -> chain.isVisible(step) ? words.task(TaskSnapshot.of(step.task())) : ANOTHER)
                .orElse(chain.isComplete() ? "task " + id : ANOTHER);
    }

    /** Whether a task waits, and not only for a worker or a time. */
    static boolean isHeldUp(Step step) {
        return step.task().state() == TaskState.WAITING
                && step.task().time("due").isEmpty()
                && step.dependencyCount() + step.blockerCount() > 0;
    }
}
