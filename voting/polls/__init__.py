"""One vote from draft to certificate: roll, manifest, papers, screens, rounds, signatures."""
