"""Serves a model by llama.cpp's own server and prints its address."""

import sys
import threading

import xllamacpp

parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
# An address that nobody else has.
parameters.port = 0
parameters.n_parallel = 1
# The longest passage with the instructions, and the longest answer.
parameters.n_ctx = 12_288
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
threading.Event().wait()
