module glossator

go 1.26
