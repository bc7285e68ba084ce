package io.dibs.fault;

import io.dibs.fault.CrashTasks.Kind;
import io.dibs.store.ScriptDigests;

/** A message of a worker to Redis, at which something dies; and the tasks by which the worker comes to send it. */
enum CrashPoint {
    REGISTER(Kind.RETURN, "register"),
    /** Its first exchange: the tasks are there before it starts. */
    CLAIM(Kind.RETURN, "exchange"),
    RENEW(Kind.WAIT, "renew"),
    PROGRESS(Kind.REPORT, "progress"),
    RESERVE(Kind.RESERVE, "reserve"),
    CHILD(Kind.DISPATCH_CHILD, "dispatch"),
    TIMEOUT(Kind.RUN_OUT_OF_TIME, "cancel"),
    SWEEP(Kind.RETURN, "sweep"),
    TICK(Kind.RETURN, "tick"),
    COMPLETE(Kind.RETURN, "") {
        @Override
        String bytes() {
            return "\r\ncompleted\r\n";
        }
    },
    DECLINE(Kind.BE_UNKNOWN, "") {
        @Override
        String bytes() {
            return "\r\ndeclined\r\n";
        }
    },
    /** On SIGTERM, when it has nothing left. */
    UNREGISTER(Kind.RETURN, "unregister");

    private final Kind kind;
    private final String script;

    CrashPoint(Kind kind, String script) {
        this.kind = kind;
        this.script = script;
    }

    Kind kind() {
        return kind;
    }

    /** What the message contains and none before it does. */
    String bytes() {
        return ScriptDigests.of(script);
    }
}
