package com.acme;

/** A superclass that is not public: the compiler gives its public subclasses bridges to its methods. */
abstract class HiddenBase {
    public String visible(String text) {
        return "visible " + text;
    }
}
