package dev.rheo.runtime.manifest;

import dev.rheo.api.component.Option;

/** How entries that are known say something of the others: the section {@code sample.inpainting}. */
public record Inpainting(
        @Option(
                value =
                        "How often each evaluation corrects the unknown entries of the datum expected by what is known. Each"
                                + " correction evaluates the network and its derivative once. 0: known entries are only put into their"
                                + " places in the state, which is cheaper and leaves samples that heed them too little.",
                defaultsTo = "1",
                min = 0,
                max = 256,
                source = "Rozet et al. 2024, arXiv 2405.13712, sec. 4.2; 0: Lugmayr et al. 2022, arXiv 2201.09865")
        int corrections,

        @Option(
                value =
                        "What is added to the derivative that a correction divides by: the error that the network's own may"
                                + " have. More damping means weaker corrections.",
                defaultsTo = "0.02",
                min = 1e-6,
                max = 10)
        double damping) {}
