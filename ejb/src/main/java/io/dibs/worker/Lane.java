package io.dibs.worker;

import java.util.List;

import io.dibs.store.Exchange;

/** One of the two ways on which calls are made, one call at a time. Guarded by {@link Lanes}. */
final class Lane {
    /**
     * A call: what Redis is told and asked.
     *
     * @param ended what it tells of, in the order of the outcomes in the request
     */
    record Call(Lane lane, Exchange.Request request, List<Ended> ended) {}

    private final int number;
    private long calls;
    private boolean talking;
    private int coming;
    private Call call;

    Lane(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** The number of its next call. */
    long nextCall() {
        return calls + 1;
    }

    /** Somebody makes its call now. */
    boolean isTalking() {
        return talking;
    }

    /** It has a call on its way; or had, and it is not wholly settled, since an error came between: it is to be sent again. */
    boolean hasCall() {
        return call != null;
    }

    boolean isFree() {
        return call == null && !talking;
    }

    /** How many tasks may still begin by its call. */
    int coming() {
        return coming;
    }

    /** How many outcomes are on their way on it. */
    int carried() {
        return call == null ? 0 : call.ended().size();
    }

    /** Makes that its call, which the caller is to make. */
    void begin(Call next) {
        calls++;
        call = next;
        coming = Math.max(0, next.request().freeSlots());
        talking = true;
    }

    /** The call that it has, once more; it is the caller's to make again. */
    Call beginAgain() {
        talking = true;
        return call;
    }

    /** So many tasks came with the answer. */
    void answered(int claims) {
        coming = claims;
    }

    /** One of those that came is where it belongs. */
    void arrived() {
        coming--;
    }

    /** @param settled whether all that the answer says is done; if not, the call is to be sent again */
    void end(boolean settled) {
        talking = false;
        if (settled) {
            call = null;
            coming = 0;
        }
    }
}
