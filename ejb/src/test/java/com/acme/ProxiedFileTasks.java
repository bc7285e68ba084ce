package com.acme;

/** Stands for a container's proxy, which is a subclass that has no class file: see the class loader that loads it. */
public class ProxiedFileTasks extends FileTasks {}
