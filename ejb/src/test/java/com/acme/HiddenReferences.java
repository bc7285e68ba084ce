package com.acme;

import io.dibs.TaskMethod;

/** Lets a test in another package have the references that only this package can write. */
public class HiddenReferences {
    public static TaskMethod publicMethodOfHiddenClass() {
        TaskMethod.Instance1<HiddenTasks, String> reference = HiddenTasks::greet;
        return reference;
    }

    public static TaskMethod packagePrivateMethod() {
        TaskMethod.Instance0<FileTasks> reference = FileTasks::hidden;
        return reference;
    }

    public static Object hiddenBean() {
        return new HiddenTasks();
    }
}
