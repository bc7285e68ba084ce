package io.dibs.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.dibs.Reservation;
import io.dibs.Reservation.Mode;
import io.dibs.json.Json;

/** How the store writes reservations: a letter for the mode, then the name. */
final class Reservations {
    private static final String EXCLUSIVE = "x";
    private static final String SHARED = "s";

    private Reservations() {}

    /** Each resource once: a task that stood twice in a line would wait for itself. */
    static List<Reservation> once(List<Reservation> reservations) {
        Map<String, Reservation> byName = new TreeMap<>();
        for (Reservation reservation : reservations) {
            byName.merge(reservation.resource(), reservation, (a, b) -> a.mode() == Mode.EXCLUSIVE ? a : b);
        }
        return List.copyOf(byName.values());
    }

    /** @param mark what the task is bound to besides, see {@link Ties}; empty for nothing */
    static String encode(String mark, List<Reservation> reservations) {
        if (mark.isEmpty() && reservations.isEmpty()) {
            return "";
        }
        return Json.array(Stream.concat(
                        Stream.of(mark).filter(text -> !text.isEmpty()),
                        reservations.stream().map(Reservations::encode))
                .toList());
    }

    static String encode(Reservation reservation) {
        return (reservation.mode() == Mode.EXCLUSIVE ? EXCLUSIVE : SHARED) + reservation.resource();
    }

    static List<Reservation> decode(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return Json.strings(text).stream()
                .filter(entry -> !Ties.isMark(entry))
                .map(r -> new Reservation(r.substring(1), mode(r.substring(0, 1))))
                .toList();
    }

    static Mode mode(String letter) {
        return letter.equals(EXCLUSIVE) ? Mode.EXCLUSIVE : Mode.SHARED;
    }
}
