/** A run's data between file and minibatch: split, scaling, and the epochs that training walks through. */
package dev.rheo.runtime.data;
