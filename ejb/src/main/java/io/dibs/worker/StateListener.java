package io.dibs.worker;

import io.dibs.TaskStateChanged;

/** Is told of each change of a task's state, after the store has it. Thread-safe; what it throws is logged. */
public interface StateListener {
    /** Hears nothing. */
    StateListener NONE = new StateListener() {
        @Override
        public boolean isListening() {
            return false;
        }

        @Override
        public void changed(TaskStateChanged change) {}

        @Override
        public void groupCompleted(String group) {}
    };

    /** Whether it wants to be told at all. */
    boolean isListening();

    void changed(TaskStateChanged change);

    /** A group was completed. */
    void groupCompleted(String group);
}
