package com.acme;

/** A class that is not public, with public methods. */
class HiddenTasks {
    public String greet(String name) {
        return "hello " + name;
    }
}
