package io.dibs.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.dibs.Reservation;
import io.dibs.Reservation.Mode;
import io.dibs.chaos.Violation.Kind;

/** Who may have a resource, when, and with which token: R1, R4, R5. */
final class Exclusion {
    private final Evidence evidence;
    private final List<Entry> ledger;
    private final BiConsumer<Kind, String> found;

    Exclusion(Evidence evidence, List<Entry> ledger, BiConsumer<Kind, String> found) {
        this.evidence = evidence;
        this.ledger = ledger;
        this.found = found;
    }

    void check() {
        overlaps();
        order();
        staleTokens();
    }

    /** R1, R5: who excludes each other is never there at the same time; nor are two attempts of one task. */
    private void overlaps() {
        Map<String, Execution> lastWriter = new HashMap<>();
        Map<String, Execution> last = new HashMap<>();
        evidence.acquired().forEach(execution -> {
            for (Reservation resource : execution.resources) {
                String name = resource.resource();
                Execution other = (resource.mode() == Mode.EXCLUSIVE ? last : lastWriter).get(name);
                if (other != null && evidence.end(other) > execution.acquired) {
                    found.accept(
                            Kind.OVERLAP,
                            "'" + name + "' was held by " + other + " until entry " + evidence.end(other) + " and by "
                                    + execution);
                }
                keepLatest(last, name, execution);
                if (resource.mode() == Mode.EXCLUSIVE) {
                    keepLatest(lastWriter, name, execution);
                }
            }
        });
    }

    private void keepLatest(Map<String, Execution> latest, String name, Execution execution) {
        latest.merge(name, execution, (a, b) -> evidence.end(a) > evidence.end(b) ? a : b);
    }

    /**
     * R1: of two tasks that exclude each other on a resource, the one whose dispatch was acknowledged before the other's
     * began starts first. It goes by first attempts: a task whose first attempt ended before it came to the ledger is left
     * out, since a retry after a pause is to come behind those that waited meanwhile.
     */
    private void order() {
        Map<String, List<Execution>> byResource = new HashMap<>();
        evidence.acquired().stream()
                .filter(execution -> execution.attempt == 1)
                .forEach(execution -> execution.resources.stream()
                        .filter(resource -> evidence.sawDispatch(execution.task))
                        .forEach(resource -> byResource
                                .computeIfAbsent(resource.resource(), name -> new ArrayList<>())
                                .add(execution)));
        byResource.forEach((name, inOrder) -> {
            for (int later = 1; later < inOrder.size(); later++) {
                for (int earlier = 0; earlier < later; earlier++) {
                    Execution first = inOrder.get(earlier);
                    Execution second = inOrder.get(later);
                    if (conflict(name, first, second) && evidence.isDispatchedBefore(second.task, first.task)) {
                        found.accept(Kind.OUT_OF_ORDER, "on '" + name + "', " + first + " started before " + second);
                    }
                }
            }
        });
    }

    private static boolean conflict(String name, Execution one, Execution other) {
        return mode(name, one) == Mode.EXCLUSIVE || mode(name, other) == Mode.EXCLUSIVE;
    }

    private static Mode mode(String name, Execution execution) {
        return execution.resources.stream().anyMatch(r -> r.resource().equals(name) && r.mode() == Mode.EXCLUSIVE)
                ? Mode.EXCLUSIVE
                : Mode.SHARED;
    }

    /** The ledger's own rule, computed anew. */
    private void staleTokens() {
        Map<String, Long> exclusive = new HashMap<>();
        Map<String, Long> any = new HashMap<>();
        for (int place = 0; place < ledger.size(); place++) {
            Entry entry = ledger.get(place);
            if (!entry.isFenced() || !entry.accepted()) {
                continue;
            }
            for (Reservation resource : entry.fencedResources()) {
                boolean writes = resource.mode() == Mode.EXCLUSIVE;
                long seen = (writes ? any : exclusive).getOrDefault(resource.resource(), 0L);
                if (entry.token() < seen) {
                    found.accept(
                            Kind.STALE_TOKEN_ACCEPTED,
                            "entry " + place + " of '" + resource.resource() + "' has token " + entry.token()
                                    + ", older than " + seen);
                }
                any.merge(resource.resource(), entry.token(), Math::max);
                if (writes) {
                    exclusive.merge(resource.resource(), entry.token(), Math::max);
                }
            }
        }
    }
}
