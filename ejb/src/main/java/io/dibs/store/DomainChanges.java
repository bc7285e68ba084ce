package io.dibs.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.dibs.TaskState;
import redis.clients.jedis.resps.Tuple;

/**
 * What has changed in a domain since somebody looked last, all of one moment.
 *
 * @param time when that was, in microseconds
 * @param redis which process of Redis answered; empty if it does not say
 * @param lastNumber the last task number that was given
 * @param kept how many tasks are kept
 * @param created tasks with larger numbers than were seen, oldest first
 * @param ended for each of {@link #FINAL}, what has ended
 * @param running all tasks that run
 */
record DomainChanges(
        long time,
        String redis,
        long lastNumber,
        long kept,
        List<Member> created,
        List<Ended> ended,
        List<Running> running) {
    /** The final states, in the order in which the script knows them. */
    static final List<TaskState> FINAL = List.of(TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELED);

    /** A task in a sorted set, and the number or time by which it is sorted. */
    record Member(UUID id, long score) {
        static Member of(Tuple tuple) {
            return new Member(UUID.fromString(tuple.getElement()), (long) tuple.getScore());
        }

        static List<Member> all(List<?> flat) {
            List<Member> members = new ArrayList<>(flat.size() / 2);
            for (int i = 0; i < flat.size(); i += 2) {
                members.add(new Member(
                        UUID.fromString((String) flat.get(i)),
                        // Not all versions of Redis write large numbers without an exponent.
                        (long) Double.parseDouble((String) flat.get(i + 1))));
            }
            return members;
        }
    }

    /**
     * The tasks in a final state.
     *
     * @param kept how many there are
     * @param first the one that ended first
     * @param since those that ended since, in that order
     */
    record Ended(TaskState state, long kept, Optional<Member> first, List<Member> since) {}

    /** A task that runs. */
    record Running(UUID id, TaskState state, String run, String res, String worker) {}

    /**
     * Where somebody stands who looks again and again.
     *
     * @param largestNumber the largest number of a task seen
     * @param since the time from which on ends are not known
     * @param leaveOut how many of these ends are known already, for each of {@link #FINAL}
     */
    record Position(long largestNumber, long since, List<Integer> leaveOut) {}

    /** Looks, for at most so many new and ended tasks. */
    static DomainChanges read(Redis redis, Position position, int mostCreated, int mostEnded) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(position.largestNumber()));
        arguments.add(Long.toString(position.since()));
        arguments.add(Integer.toString(mostCreated));
        arguments.add(Integer.toString(mostEnded));
        position.leaveOut().forEach(count -> arguments.add(Integer.toString(count)));
        List<?> reply = (List<?>) redis.run(Script.CHANGES, arguments);
        List<Ended> ended = new ArrayList<>();
        for (int i = 0; i < FINAL.size(); i++) {
            List<?> of = (List<?>) ((List<?>) reply.get(5)).get(i);
            ended.add(new Ended(
                    FINAL.get(i),
                    (Long) of.get(0),
                    Member.all((List<?>) of.get(1)).stream().findFirst(),
                    Member.all((List<?>) of.get(2))));
        }
        return new DomainChanges(
                (Long) reply.get(0),
                (String) reply.get(1),
                (Long) reply.get(2),
                (Long) reply.get(3),
                Member.all((List<?>) reply.get(4)),
                ended,
                ((List<?>) reply.get(6))
                        .stream().map(each -> running((List<?>) each)).toList());
    }

    private static Running running(List<?> task) {
        return new Running(
                UUID.fromString((String) task.get(0)),
                TaskState.of((String) task.get(1)),
                (String) task.get(2),
                (String) task.get(3),
                (String) task.get(4));
    }
}
